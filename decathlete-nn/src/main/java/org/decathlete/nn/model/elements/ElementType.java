package org.decathlete.nn.model.elements;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Number types of tensor files. The names are those of safetensors. */
public enum ElementType {
    F64(ScalarType.Double, 8, "DoubleStorage"),
    F32(ScalarType.Float, 4, "FloatStorage"),
    F16(ScalarType.Half, 2, "HalfStorage"),
    BF16(ScalarType.BFloat16, 2, "BFloat16Storage"),
    I64(ScalarType.Long, 8, "LongStorage"),
    I32(ScalarType.Int, 4, "IntStorage"),
    I16(ScalarType.Short, 2, "ShortStorage"),
    I8(ScalarType.Char, 1, "CharStorage"),
    U8(ScalarType.Byte, 1, "ByteStorage"),
    BOOL(ScalarType.Bool, 1, "BoolStorage");

    private final ScalarType type;
    private final int bytes;
    private final String storage;

    ElementType(ScalarType type, int bytes, String storage) {
        this.type = type;
        this.bytes = bytes;
        this.storage = storage;
    }

    /** libtorch's name. */
    public ScalarType type() {
        return type;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Name of PyTorch's class of storages. */
    public String storage() {
        return storage;
    }

    /** The type that libtorch names so; empty for one that tensor files do not hold, such as complex numbers. */
    public static Optional<ElementType> of(ScalarType type) {
        return Arrays.stream(values()).filter(each -> each.type == type).findFirst();
    }

    /** The type of a class of PyTorch's storages, such as {@code FloatStorage}. */
    public static Optional<ElementType> ofStorage(String name) {
        return Arrays.stream(values()).filter(each -> each.storage.equals(name)).findFirst();
    }

    /** The type that safetensors names so, such as {@code F32}. */
    public static Optional<ElementType> ofName(String name) {
        return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
    }
}
