package org.decathlete.app.tune;

/** Names of parameters and choices: Auto-nnU-Net's, where it has them. */
final class Names {
    static final String OPTIMIZER = "optimizer";
    static final String SGD = "SGD";
    static final String ADAM = "Adam";
    static final String ADAMW = "AdamW";
    static final String MOMENTUM = "momentum";
    static final String RATE = "initial_lr";
    static final String ADAM_RATE = "initial_lr_adam";
    static final String DECAY = "weight_decay";
    static final String DECOUPLED_DECAY = "weight_decay_decoupled";
    static final String SCHEDULE = "lr_scheduler";
    static final String POLYNOMIAL = "PolyLRScheduler";
    static final String COSINE = "CosineAnnealingLR";
    static final String CONSTANT = "None";
    static final String OVERSAMPLING = "oversample_foreground_percent";
    static final String LOSS = "loss_function";
    static final String AUGMENTATION = "aug_factor";
    static final String ENCODER = "encoder_type";
    static final String PLAIN_ENCODER = "ConvolutionalEncoder";
    static final String RESIDUAL_ENCODER = "ResidualEncoderM";
    static final String DECODER = "decoder_type";
    static final String PLAIN_DECODER = "ConvolutionalDecoder";
    static final String RESIDUAL_DECODER = "ResidualDecoder";
    static final String SCALE = "model_scale";
    static final String BASE_FEATURES = "base_num_features";
    static final String MOST_FEATURES = "max_features";
    static final String ACTIVATION = "activation";
    static final String NORM = "normalization";
    static final String DROPOUT = "dropout_rate";
    static final String ARCHITECTURE = "architecture";

    private Names() {}
}
