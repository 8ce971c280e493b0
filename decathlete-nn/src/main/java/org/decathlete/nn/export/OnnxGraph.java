package org.decathlete.nn.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The operations of a network in ONNX's terms (opset 13 and later). Values are named after the node that makes them; weights keep
 * the names of our parameters.
 */
final class OnnxGraph {
    private final List<NodeProto> nodes = new ArrayList<>();
    private final Set<String> weights = new LinkedHashSet<>();

    /** Nodes in the order in which they are computed. */
    List<NodeProto> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** Names of the weights that the nodes use, in that order. */
    Set<String> weights() {
        return Collections.unmodifiableSet(weights);
    }

    /** A convolution with "same" padding for odd kernels. */
    String convolution(String name, String input, List<Integer> kernel, List<Integer> stride, boolean biased) {
        long[] half = kernel.stream().mapToLong(extent -> (extent - 1) / 2).toArray();
        return add(
                "Conv",
                name,
                inputs(name, input, biased),
                integers("kernel_shape", longs(kernel)),
                integers("strides", longs(stride)),
                integers("pads", twice(half)));
    }

    /** A transposed convolution whose kernel is its stride. */
    String transposedConvolution(String name, String input, List<Integer> stride, boolean biased) {
        return add(
                "ConvTranspose",
                name,
                inputs(name, input, biased),
                integers("kernel_shape", longs(stride)),
                integers("strides", longs(stride)));
    }

    String instanceNorm(String name, String input, double epsilon) {
        return add("InstanceNormalization", name, inputs(name, input, true), real("epsilon", epsilon));
    }

    /** Batch normalisation by its running averages. */
    String batchNorm(String name, String input, double epsilon) {
        List<String> inputs = inputs(name, input, true);
        List<String> averages = List.of(name + ".running_mean", name + ".running_var");
        weights.addAll(averages);
        inputs.addAll(averages);
        return add("BatchNormalization", name, inputs, real("epsilon", epsilon));
    }

    /** An operation on every element, with a number that it takes. */
    String elementwise(String operation, String name, String input, String attribute, double value) {
        return add(operation, name, List.of(input), real(attribute, value));
    }

    /** An operation on the elements of one or two values. */
    String elementwise(String operation, String name, List<String> inputs) {
        return add(operation, name, inputs);
    }

    /** x, or a learned slope times x below 0. */
    String learnedSlope(String name, String input) {
        return add("PRelu", name, inputs(name, input, false));
    }

    /** A number. */
    String constant(String name, double value) {
        return add("Constant", name, List.of(), real("value_float", value));
    }

    /** The mean of blocks that do not overlap. */
    String average(String name, String input, List<Integer> stride) {
        return add(
                "AveragePool",
                name,
                List.of(input),
                integers("kernel_shape", longs(stride)),
                integers("strides", longs(stride)));
    }

    String sum(String name, String first, String second) {
        return add("Add", name, List.of(first, second));
    }

    /** Channels of one behind those of the other. */
    String concatenation(String name, String first, String second) {
        return add("Concat", name, List.of(first, second), integer("axis", 1));
    }

    /** The same value under the name of an output. */
    void output(String name, String value) {
        nodes.add(node("Identity", name, List.of(value)).build());
    }

    private String add(String operation, String name, List<String> inputs, AttributeProto... attributes) {
        String value = name + "/" + operation;
        nodes.add(node(operation, value, inputs)
                .addAllAttribute(Arrays.asList(attributes))
                .build());
        return value;
    }

    private static NodeProto.Builder node(String operation, String value, List<String> inputs) {
        return NodeProto.newBuilder()
                .setOpType(operation)
                .setName(value)
                .addAllInput(inputs)
                .addOutput(value);
    }

    private List<String> inputs(String name, String input, boolean biased) {
        List<String> inputs = new ArrayList<>(List.of(input, name + ".weight"));
        if (biased) {
            inputs.add(name + ".bias");
        }
        weights.addAll(inputs.subList(1, inputs.size()));
        return inputs;
    }

    private static AttributeProto integers(String name, long[] values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(LongStream.of(values).boxed().toList())
                .build();
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto real(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    private static long[] longs(List<Integer> values) {
        return values.stream().mapToLong(Integer::longValue).toArray();
    }

    private static long[] twice(long[] values) {
        return LongStream.concat(LongStream.of(values), LongStream.of(values)).toArray();
    }
}
