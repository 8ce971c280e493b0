package org.decathlete.core.postprocess;

/** An ensemble rule as a third party's jar would add it: the last model decides alone. */
public final class LastWordRule implements EnsembleRule {

    @Override
    public String name() {
        return "last word";
    }

    @Override
    public void combine(float[][][] members, int voxels, float[][] combined) {
        for (int index = 0; index < combined.length; index++) {
            System.arraycopy(members[members.length - 1][index], 0, combined[index], 0, voxels);
        }
    }
}
