package org.decathlete.core.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.io.nifti.NiftiMutation;
import org.decathlete.core.io.nifti.NiftiSeeds;
import org.decathlete.core.io.png.PngBytes;
import org.decathlete.core.io.png.PngMutation;
import org.decathlete.core.io.tiff.TiffMutation;
import org.decathlete.core.io.tiff.TiffSeeds;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** What is damaged: sound files of one format, and the way to damage them. */
record FuzzSeeds(String format, List<byte[]> sound, Damage damage) {

    /** Damages a file. */
    interface Damage {
        byte[] of(byte[] sound, SplittableRandom random);
    }

    /** The seeds of every format, in the order in which {@link VolumeFuzz} takes them. */
    static List<FuzzSeeds> all(Path folder) throws IOException {
        HandMade.file(folder.resolve("fuzz.raw"), "", new byte[1000]);
        return List.of(
                new FuzzSeeds(
                        "NIfTI",
                        NiftiSeeds.contents(folder),
                        (sound, random) -> NiftiMutation.of(sound, random.nextBoolean(), random)),
                new FuzzSeeds("NRRD", nrrd(folder), several(TextMutation::of)),
                new FuzzSeeds("MetaImage", metaImage(folder), several(TextMutation::of)),
                new FuzzSeeds("PNG", png(folder), several(PngMutation::of)),
                new FuzzSeeds("TIFF", tiff(folder), several(TiffMutation::of)));
    }

    private static Damage several(Damage one) {
        return (sound, random) -> {
            byte[] damaged = sound;
            for (int round = random.nextInt(1, 4); round > 0; round--) {
                damaged = one.of(damaged, random);
            }
            return damaged;
        };
    }

    private static List<byte[]> nrrd(Path folder) throws IOException {
        List<byte[]> seeds = ours(folder, "seed.nrrd", 3);
        String space = "space: right-anterior-superior\nspace directions: (1,0,0) (0,1.5,0.1) (0,0,2)\n";
        for (String type : List.of("uint8", "int16", "int", "double")) {
            seeds.add(HandMade.bytes(
                    "NRRD0005\ntype: " + type + "\ndimension: 3\n" + space
                            + "sizes: 5 4 3\nendian: big\nencoding: raw\nspace origin: (1,2,3)\n\n",
                    new byte[480]));
        }
        seeds.add(HandMade.bytes("""
                        NRRD0004
                        type: uchar
                        dimension: 4
                        sizes: 2 4 2 1
                        kinds: list domain domain domain
                        encoding: gz
                        Segment0_ID:=a
                        Segment0_Layer:=0
                        Segment0_LabelValue:=1
                        Segment1_ID:=b
                        Segment1_Layer:=1
                        Segment1_LabelValue:=1

                        """, HandMade.gzip(HandMade.uint8(1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 0))));
        seeds.add(HandMade.bytes(
                "NRRD0001\ntype: float\ndimension: 2\nsizes: 3 2\nspacings: 1 2\nencoding: ascii\n\n1 2 3 4 5 6\n"));
        seeds.add(HandMade.bytes("""
                        NRRD0004
                        type: int8
                        dimension: 3
                        sizes: 9 9 9
                        encoding: raw
                        line skip: 0
                        byte skip: -1
                        data file: fuzz.raw

                        """));
        seeds.add(HandMade.bytes(
                "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 128 128 64\nencoding: gzip\n\n",
                HandMade.gzip(new byte[1 << 20])));
        return seeds;
    }

    private static List<byte[]> metaImage(Path folder) throws IOException {
        List<byte[]> seeds = ours(folder, "seed.mha", 3);
        for (String type : List.of("MET_UCHAR", "MET_SHORT", "MET_LONG", "MET_DOUBLE")) {
            seeds.add(HandMade.bytes(
                    "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = True\n"
                            + "TransformMatrix = 1 0 0 0 1 0 0 0 1\nOffset = 1 2 3\nElementSpacing = 1 1 2.5\n"
                            + "DimSize = 5 4 3\nElementNumberOfChannels = 1\nElementType = " + type
                            + "\nElementDataFile = LOCAL\n",
                    new byte[480]));
        }
        seeds.add(HandMade.bytes("""
                        ObjectType = Image
                        NDims = 2
                        BinaryData = False
                        DimSize = 3 2
                        ElementType = MET_UCHAR
                        ElementDataFile = LOCAL
                        1 2 3 4 5 6
                        """));
        seeds.add(HandMade.bytes("""
                        ObjectType = Image
                        NDims = 3
                        DimSize = 9 9 9
                        HeaderSize = -1
                        ElementType = MET_UCHAR
                        ElementDataFile = fuzz.raw
                        """));
        seeds.add(HandMade.bytes(
                "NDims = 3\nDimSize = 128 128 64\nCompressedData = True\nElementType = MET_UCHAR\nElementDataFile = LOCAL\n",
                HandMade.zlib(new byte[1 << 20])));
        return seeds;
    }

    private static List<byte[]> png(Path folder) throws IOException {
        List<byte[]> seeds = ours(folder, "seed.png", 1);
        int[][] kinds = {{1, 0}, {2, 0}, {8, 0}, {16, 0}, {8, 2}, {16, 2}, {8, 4}, {16, 6}};
        for (int[] kind : kinds) {
            seeds.add(PngBytes.of(9, 7, kind[0], kind[1], HandMade.zlib(new byte[7 * (1 + 9 * 8)])));
        }
        seeds.add(PngBytes.of(1024, 1024, 8, 0, HandMade.zlib(new byte[1024 * 1025])));
        byte[] interlaced = PngBytes.of(9, 7, 8, 2, HandMade.zlib(new byte[7 * 9 * 8]));
        interlaced[28] = 1;
        PngBytes.sign(interlaced, 8, 13);
        seeds.add(interlaced);
        return seeds;
    }

    private static List<byte[]> tiff(Path folder) throws IOException {
        List<byte[]> seeds = ours(folder, "seed.tif", 3);
        seeds.addAll(TiffSeeds.contents());
        return seeds;
    }

    /** An image and a label map as our own writers write them. */
    private static List<byte[]> ours(Path folder, String name, int slices) throws IOException {
        Grid grid = Grid.of(new int[] {slices, 6, 5}, new double[] {2, 1, 0.5});
        Path file = folder.resolve(name);
        List<byte[]> seeds = new ArrayList<>();
        VolumeFiles.write(file, new Volume(grid, List.of(new float[grid.voxels()], new float[grid.voxels()])));
        seeds.add(Files.readAllBytes(file));
        VolumeFiles.write(file, new LabelVolume(grid, new short[grid.voxels()]));
        seeds.add(Files.readAllBytes(file));
        Files.delete(file);
        Files.deleteIfExists(folder.resolve(VolumeFiles.stem(file) + ".json"));
        return seeds;
    }
}
