package org.decathlete.core.io.nifti;

/** The two versions of NIfTI in one file: header's length, its mark, where the mark stands, and where voxels start at the earliest. */
enum NiftiVersion {
    ONE(348, 344, "n+1\0", 352),
    TWO(540, 4, "n+2\0\r\n\032\n", 544);

    private final int headerLength;
    private final int magicOffset;
    private final String magic;
    private final int firstVoxel;

    NiftiVersion(int headerLength, int magicOffset, String magic, int firstVoxel) {
        this.headerLength = headerLength;
        this.magicOffset = magicOffset;
        this.magic = magic;
        this.firstVoxel = firstVoxel;
    }

    int headerLength() {
        return headerLength;
    }

    int magicOffset() {
        return magicOffset;
    }

    String magic() {
        return magic;
    }

    /** Header, and four bytes that say whether extensions follow. */
    int firstVoxel() {
        return firstVoxel;
    }
}
