package org.decathlete.core.io.tiff;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.io.HandMade;

/** Sound TIFF files made by hand, to be damaged. */
public final class TiffSeeds {

    private TiffSeeds() {}

    /** Both byte orders, every kind of sample and compression, one that compresses very well. */
    public static List<byte[]> contents() {
        List<byte[]> seeds = new ArrayList<>();
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            seeds.add(
                    TiffBytes.of(order, 9, 7).samples(8, 1).pixels(new byte[63]).bytes());
            seeds.add(TiffBytes.of(order, 9, 7)
                    .samples(32, 3)
                    .field(TiffTag.PREDICTOR, 1)
                    .pixels(new byte[252])
                    .bytes());
            seeds.add(TiffBytes.of(order, 9, 7)
                    .samples(16, 2)
                    .planes(2, new byte[252])
                    .bytes());
            seeds.add(TiffBytes.of(order, 9, 7)
                    .samples(8, 1)
                    .field(TiffTag.COMPRESSION, 32773)
                    .pixels(HandMade.uint8(-62, 5, 0))
                    .bytes());
            seeds.add(TiffBytes.of(order, 1024, 1024)
                    .samples(8, 1)
                    .field(TiffTag.COMPRESSION, 8)
                    .pixels(HandMade.zlib(new byte[1 << 20]))
                    .bytes());
            // LZW: clear, 7, then words of 7s, each one longer.
            seeds.add(TiffBytes.of(order, 5, 2)
                    .samples(8, 1)
                    .field(TiffTag.COMPRESSION, 5)
                    .pixels(HandMade.uint8(0x80, 0x01, 0xe0, 0x50, 0x38, 0x24, 0x14, 0x04))
                    .bytes());
        }
        return seeds;
    }
}
