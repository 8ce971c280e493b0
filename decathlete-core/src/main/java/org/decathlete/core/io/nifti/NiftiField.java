package org.decathlete.core.io.nifti;

import static org.decathlete.core.io.nifti.NumberFormat.BYTE;
import static org.decathlete.core.io.nifti.NumberFormat.DOUBLE;
import static org.decathlete.core.io.nifti.NumberFormat.FLOAT;
import static org.decathlete.core.io.nifti.NumberFormat.INT;
import static org.decathlete.core.io.nifti.NumberFormat.LONG;
import static org.decathlete.core.io.nifti.NumberFormat.SHORT;

/** The fields of a NIfTI header that matter here, by the names of the standard: where they stand in version 1 and in version 2. */
enum NiftiField {
    SIZEOF_HDR(0, INT, 0, INT),
    DIM(40, SHORT, 16, LONG),
    DATATYPE(70, SHORT, 12, SHORT),
    BITPIX(72, SHORT, 14, SHORT),
    PIXDIM(76, FLOAT, 104, DOUBLE),
    VOX_OFFSET(108, FLOAT, 168, LONG),
    SCL_SLOPE(112, FLOAT, 176, DOUBLE),
    SCL_INTER(116, FLOAT, 184, DOUBLE),
    XYZT_UNITS(123, BYTE, 500, INT),
    CAL_MAX(124, FLOAT, 192, DOUBLE),
    CAL_MIN(128, FLOAT, 200, DOUBLE),
    QFORM_CODE(252, SHORT, 344, INT),
    SFORM_CODE(254, SHORT, 348, INT),
    QUATERN_BCD(256, FLOAT, 352, DOUBLE),
    QOFFSET_XYZ(268, FLOAT, 376, DOUBLE),
    SROW_XYZ(280, FLOAT, 400, DOUBLE);

    private final int offset1;
    private final NumberFormat format1;
    private final int offset2;
    private final NumberFormat format2;

    NiftiField(int offset1, NumberFormat format1, int offset2, NumberFormat format2) {
        this.offset1 = offset1;
        this.format1 = format1;
        this.offset2 = offset2;
        this.format2 = format2;
    }

    NumberFormat format(NiftiVersion version) {
        return version == NiftiVersion.ONE ? format1 : format2;
    }

    /** Where element {@code index} of the field starts. */
    int offset(NiftiVersion version, int index) {
        return (version == NiftiVersion.ONE ? offset1 : offset2)
                + index * format(version).bytes();
    }
}
