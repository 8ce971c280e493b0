package org.decathlete.nn.model.pth;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Python values that Java has no counterpart for, for {@link PthFile#write}. Beside them a tree holds maps and lists (which become
 * dicts and lists), texts, {@link Long}, {@link Integer}, {@link Double}, {@link Boolean} and null.
 */
public sealed interface PythonValue {

    /** A tuple. */
    record Tuple(List<?> elements) implements PythonValue {
        public Tuple {
            elements = List.copyOf(elements);
        }
    }

    /** A {@code collections.OrderedDict}, with the attributes that PyTorch hangs on state dicts, such as {@code _metadata}. */
    record OrderedDict(Map<String, ?> entries, Map<String, ?> attributes) implements PythonValue {
        public OrderedDict {
            entries = Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(entries));
            attributes = Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(attributes));
        }
    }

    /** A tensor without gradient. Values with the same tensor object share one storage, as those of aliases do. */
    record Stored(Tensor tensor) implements PythonValue {}

    /** A {@code torch.device}, such as {@code cpu}. */
    record TorchDevice(String type) implements PythonValue {}

    /** A {@code numpy.float64} or {@code numpy.float32}. */
    record NumpyFloat(double value, boolean single) implements PythonValue {}
}
