package org.decathlete.app.tune.network;

/** Names of parameters and choices of the network: Auto-nnU-Net's, where it has them. */
public final class NetworkNames {
    public static final String ENCODER = "encoder_type";
    public static final String PLAIN_ENCODER = "ConvolutionalEncoder";
    public static final String RESIDUAL_ENCODER = "ResidualEncoderM";
    public static final String DECODER = "decoder_type";
    public static final String PLAIN_DECODER = "ConvolutionalDecoder";
    public static final String RESIDUAL_DECODER = "ResidualDecoder";
    public static final String SCALE = "model_scale";
    public static final String BASE_FEATURES = "base_num_features";
    public static final String MOST_FEATURES = "max_features";
    public static final String ACTIVATION = "activation";
    public static final String NORM = "normalization";
    public static final String DROPOUT = "dropout_rate";
    public static final String ARCHITECTURE = "architecture";

    private NetworkNames() {}
}
