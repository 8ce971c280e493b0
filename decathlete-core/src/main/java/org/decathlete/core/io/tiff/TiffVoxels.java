package org.decathlete.core.io.tiff;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.decathlete.core.io.bytes.VolumeSource;
import org.decathlete.core.io.bytes.VoxelContent;

/**
 * The pages of a TIFF, one after the other.
 *
 * @param source the file
 * @param layout of every page
 * @param pages the fields of each
 * @param rowMemory what decoding keeps besides one page
 */
record TiffVoxels(VolumeSource source, TiffLayout layout, List<Map<Integer, TiffField>> pages, long rowMemory)
        implements VoxelContent {

    @Override
    public Path file() {
        return source.file();
    }

    @Override
    public InputStream stream() throws IOException {
        return new TiffPageStream(TiffFile.open(file()), layout, pages);
    }

    @Override
    public boolean compressed() {
        return false;
    }

    @Override
    public long workingMemory() {
        return layout.pageBytes() + rowMemory;
    }

    @Override
    public void requirePlausible(long claimed) {
        // A bit of a sample takes a byte at most eight times as long, and no compression shrinks more than LZW.
        long most = TiffCompression.LZW.most(source.size()) * Byte.SIZE;
        if (claimed > most) {
            throw VoxelContent.truncated(file(), claimed, "cannot hold more than " + most);
        }
    }

    @Override
    public void requireDelivered(long claimed) {
        try (TiffFile file = TiffFile.open(file())) {
            for (Map<Integer, TiffField> page : pages) {
                new TiffPage(file, layout, page).requireDelivered();
            }
        } catch (IOException e) {
            throw VoxelContent.damaged(file(), e);
        }
    }
}
