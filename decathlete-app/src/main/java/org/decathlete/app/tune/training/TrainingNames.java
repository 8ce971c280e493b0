package org.decathlete.app.tune.training;

/** Names of parameters and choices of the training: Auto-nnU-Net's, where it has them. */
final class TrainingNames {
    static final String OPTIMIZER = "optimizer";
    static final String SGD = "SGD";
    static final String ADAM = "Adam";
    static final String ADAMW = "AdamW";
    static final String MUON = "Muon";
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

    private TrainingNames() {}
}
