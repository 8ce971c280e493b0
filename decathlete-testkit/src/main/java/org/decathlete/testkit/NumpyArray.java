package org.decathlete.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * An array read from NumPy's {@code .npy} format (C order, little endian), as the fixtures use it.
 *
 * @param type NumPy's type string, such as {@code <f4}
 * @param shape extent per axis, slowest first
 * @param values every element as a double, last axis fastest
 */
public record NumpyArray(String type, int[] shape, double[] values) {
    private static final Pattern DESCRIPTOR = Pattern.compile("'descr': '([^']+)'");
    private static final Pattern SHAPE = Pattern.compile("'shape': \\(([^)]*)\\)");

    /** Reads an {@code .npy} file. */
    public static NumpyArray read(Path file) {
        try {
            return parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads all arrays of an {@code .npz} file by name. */
    public static Map<String, NumpyArray> readAll(Path npz) {
        Map<String, NumpyArray> arrays = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(npz))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                arrays.put(entry.getName().replaceFirst("\\.npy$", ""), parse(zip.readAllBytes()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return arrays;
    }

    public float[] floats() {
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }

    public short[] shorts() {
        short[] result = new short[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (short) values[i];
        }
        return result;
    }

    /** Elements of one index of the first axis. */
    public NumpyArray slice(int index) {
        int[] rest = Arrays.copyOfRange(shape, 1, shape.length);
        int length = Arrays.stream(rest).reduce(1, (a, b) -> a * b);
        return new NumpyArray(type, rest, Arrays.copyOfRange(values, index * length, (index + 1) * length));
    }

    private static NumpyArray parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean first = bytes[6] == 1;
        int headerLength = first ? Short.toUnsignedInt(buffer.getShort(8)) : buffer.getInt(8);
        int headerStart = first ? 10 : 12;
        String header = new String(bytes, headerStart, headerLength, StandardCharsets.ISO_8859_1);
        String type = group(DESCRIPTOR, header);
        int[] shape = Arrays.stream(group(SHAPE, header).split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        buffer.position(headerStart + headerLength);
        double[] values = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = next(buffer, type);
        }
        return new NumpyArray(type, shape, values);
    }

    private static double next(ByteBuffer buffer, String type) {
        return switch (type) {
            case "<f2" -> half(buffer.getShort());
            case "<f4" -> buffer.getFloat();
            case "<f8" -> buffer.getDouble();
            case "<i8" -> buffer.getLong();
            case "<i4" -> buffer.getInt();
            case "<i2" -> buffer.getShort();
            case "|i1" -> buffer.get();
            case "|u1", "|b1" -> Byte.toUnsignedInt(buffer.get());
            case "<u2" -> Short.toUnsignedInt(buffer.getShort());
            case "<u4" -> Integer.toUnsignedLong(buffer.getInt());
            default -> throw new IllegalArgumentException("NumPy type " + type + " is not among those of the fixtures");
        };
    }

    /** IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        double fraction = (bits & 0x3ff) / 1024.0;
        double size = switch (exponent) {
            case 0 -> Math.scalb(fraction, -14);
            case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb(1 + fraction, exponent - 15);
        };
        return bits < 0 ? -size : size;
    }

    private static String group(Pattern pattern, String header) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + pattern + " in NumPy header " + header);
        }
        return matcher.group(1);
    }
}
