package org.decathlete.core.plan;

/** A preset as a third party's jar would bring it: residual encoders under plans of another name. */
public final class ForeignPreset implements PlannerPresetSource {

    @Override
    public PlannerPreset preset() {
        PlannerPreset base = PlannerPreset.RESENC_M;
        return new PlannerPreset(
                "foreign",
                "foreignPlans",
                "ForeignPlanner",
                base.stages(),
                base.encoderBlocks(),
                2,
                base.reference3d(),
                base.reference2d(),
                base.coverage(),
                base.scalesWithReferenceBatch(),
                base.ownFolders());
    }
}
