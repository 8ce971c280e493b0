package org.decathlete.nn.infer.window;

/** Tiles as networks want them; used by several threads at a time. */
final class TileInput {
    private final TileSource source;
    private final long[] tileShape;

    /** @param tileShape of one tile as a tensor: (C, [D,] H, W) */
    TileInput(TileSource source, long[] tileShape) {
        this.source = source;
        this.tileShape = tileShape.clone();
    }

    /** Shape of a batch as a tensor. */
    long[] shape(TileBatch batch) {
        long[] shape = new long[tileShape.length + 1];
        shape[0] = batch.size();
        System.arraycopy(tileShape, 0, shape, 1, tileShape.length);
        return shape;
    }

    /** The tiles of a batch that networks see, {@code [tile][input][z][y][x]}. */
    float[] values(TileBatch batch) {
        long length = 1;
        for (long extent : shape(batch)) {
            length = Math.multiplyExact(length, extent);
        }
        float[] values = new float[Math.toIntExact(length)];
        source.read(batch.seen(), values);
        return values;
    }
}
