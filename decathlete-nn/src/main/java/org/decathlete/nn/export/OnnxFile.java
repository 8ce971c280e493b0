package org.decathlete.nn.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Version;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.model.elements.ElementType;
import org.decathlete.nn.model.elements.TensorBytes;
import org.decathlete.nn.net.Network;

/**
 * Writes a network as an ONNX file (ONNX IR 8, opset 17). Protobuf cannot hold more than 2 GB in a message; weights are streamed
 * into it one by one, so that they are never in memory twice.
 */
final class OnnxFile {
    static final String INPUT = "image";
    static final String OUTPUT = "logits";
    static final String BATCH = "batch";
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final long LARGEST = Integer.MAX_VALUE;

    private final GraphProto graph;
    private final ModelProto model;
    private final Map<String, Tensor> weights = new LinkedHashMap<>();

    /**
     * @param patch edges of the input that the graph declares, (z, y, x) or (y, x)
     * @param metadata free texts that travel in the file
     */
    OnnxFile(Network network, UNetSpec spec, int[] patch, Map<String, String> metadata) {
        OnnxGraph nodes = OnnxUNet.of(spec, INPUT, OUTPUT);
        Map<String, Tensor> buffers = network.buffers();
        nodes.weights().forEach(name -> {
            Tensor buffer = buffers.get(name);
            weights.put(name, buffer == null ? network.parameter(name) : buffer);
        });
        this.graph = GraphProto.newBuilder()
                .setName("unet")
                .addAllNode(nodes.nodes())
                .addInput(value(INPUT, spec.inputChannels(), patch))
                .addOutput(value(OUTPUT, spec.outputChannels(), patch))
                .build();
        ModelProto.Builder builder = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("Decathlete")
                .setProducerVersion(Version.text())
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET));
        metadata.forEach((key, text) -> builder.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(text)));
        this.model = builder.build();
    }

    /**
     * Writes the file, atomically.
     *
     * @throws DecathleteException of kind USAGE when it would be larger than 2 GB
     */
    void write(Path file) {
        requireSmall(file, graphLength());
        AtomicFiles.write(file, this::writeTo);
    }

    /** @throws DecathleteException of kind USAGE when a graph of so many bytes cannot be an ONNX file */
    static void requireSmall(Path file, long bytes) {
        if (bytes > LARGEST - (1 << 20)) {
            throw DecathleteException.usage(
                    file + " would have " + bytes
                            + " bytes, and an ONNX file holds at most 2 GB. Export the model with --format nnunet, or keep its own format");
        }
    }

    private void writeTo(OutputStream stream) throws IOException {
        CodedOutputStream out = CodedOutputStream.newInstance(stream, 1 << 16);
        model.writeTo(out);
        out.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt64NoTag(graphLength());
        graph.writeTo(out);
        for (Map.Entry<String, Tensor> weight : weights.entrySet()) {
            TensorProto header = header(weight.getKey(), weight.getValue());
            out.writeTag(GraphProto.INITIALIZER_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt64NoTag(tensorLength(header, weight.getValue()));
            header.writeTo(out);
            out.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt64NoTag(bytes(weight.getValue()));
            out.flush();
            TensorBytes.write(weight.getValue(), ElementType.F32, stream);
        }
        out.flush();
    }

    private long graphLength() {
        long length = graph.getSerializedSize();
        for (Map.Entry<String, Tensor> weight : weights.entrySet()) {
            long tensor = tensorLength(header(weight.getKey(), weight.getValue()), weight.getValue());
            length += delimited(GraphProto.INITIALIZER_FIELD_NUMBER, tensor);
        }
        return length;
    }

    private static long tensorLength(TensorProto header, Tensor tensor) {
        return header.getSerializedSize() + delimited(TensorProto.RAW_DATA_FIELD_NUMBER, bytes(tensor));
    }

    /** Bytes of a field with its tag and its length. */
    private static long delimited(int field, long length) {
        return CodedOutputStream.computeTagSize(field) + CodedOutputStream.computeUInt64SizeNoTag(length) + length;
    }

    /** A weight without its numbers, which follow it. */
    private static TensorProto header(String name, Tensor tensor) {
        TensorProto.Builder builder =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        for (long extent : tensor.shape()) {
            builder.addDims(extent);
        }
        return builder.build();
    }

    private static long bytes(Tensor tensor) {
        return tensor.numel() * ElementType.F32.bytes();
    }

    private static ValueInfoProto value(String name, int channels, int[] patch) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(channels));
        for (int edge : patch) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(edge));
        }
        TypeProto.Tensor type = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }
}
