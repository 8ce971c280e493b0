package org.decathlete.core.io.tiff;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The decoded pages of a TIFF as one stream, one page in memory at a time. */
final class TiffPageStream extends InputStream {
    private final TiffFile file;
    private final TiffLayout layout;
    private final Iterator<Map<Integer, TiffField>> pages;
    private final byte[] page;
    private int at;

    TiffPageStream(TiffFile file, TiffLayout layout, List<Map<Integer, TiffField>> pages) {
        this.file = file;
        this.layout = layout;
        this.pages = pages.iterator();
        this.page = new byte[(int) layout.pageBytes()];
        this.at = page.length;
    }

    @Override
    public int read() throws IOException {
        return fill() ? Byte.toUnsignedInt(page[at++]) : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, page.length - at);
        System.arraycopy(page, at, target, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private boolean fill() throws IOException {
        if (at < page.length) {
            return true;
        }
        if (!pages.hasNext()) {
            return false;
        }
        new TiffPage(file, layout, pages.next()).decode(page);
        at = 0;
        return true;
    }
}
