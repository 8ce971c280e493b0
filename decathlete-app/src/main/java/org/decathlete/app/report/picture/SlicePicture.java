package org.decathlete.app.report.picture;

import java.util.Base64;
import java.util.List;
import org.decathlete.app.report.html.Html;
import org.decathlete.app.report.html.Numbers;

/**
 * One slice to show: grey values with the outlines of reference and prediction.
 *
 * @param name which plane and slice
 * @param sides letters at the left, right, top and bottom
 * @param width pixels in a row
 * @param height rows
 * @param pixelWidth in mm
 * @param pixelHeight in mm
 * @param grey {@code [row][column]}, 0 black to 255 white
 * @param reference labels, {@code [row][column]}
 * @param prediction labels, {@code [row][column]}
 */
public record SlicePicture(
        String name,
        List<String> sides,
        int width,
        int height,
        double pixelWidth,
        double pixelHeight,
        byte[] grey,
        short[] reference,
        short[] prediction) {

    public SlicePicture {
        sides = List.copyOf(sides);
    }

    /**
     * A figure of the slice, drawn in mm so that its proportions are true.
     *
     * @param description what it shows, for who cannot see it
     */
    public String html(String description) {
        double across = width * pixelWidth;
        double down = height * pixelHeight;
        String scale =
                "scale(" + Numbers.coordinate(pixelWidth * 1000) + " " + Numbers.coordinate(pixelHeight * 1000) + ")";
        StringBuilder html = new StringBuilder("<figure class=\"slice\">\n<svg viewBox=\"0 0 ");
        // In thousandths of a mm: fine pixels lose nothing in the rounding of coordinates.
        html.append(Numbers.coordinate(across * 1000)).append(' ').append(Numbers.coordinate(down * 1000));
        html.append("\" role=\"img\" aria-label=\"")
                .append(Html.escape(description))
                .append("\">\n");
        html.append("<g transform=\"").append(scale).append("\">\n<image width=\"" + width + "\" height=\"" + height);
        html.append("\" preserveAspectRatio=\"none\" href=\"data:image/png;base64,");
        html.append(Base64.getEncoder().encodeToString(PngImage.grey(width, height, grey)))
                .append("\"/>\n");
        html.append("<path class=\"reference\" d=\"")
                .append(Outline.path(width, height, reference))
                .append("\"/>\n<path class=\"prediction\" d=\"")
                .append(Outline.path(width, height, prediction))
                .append("\"/>\n</g>\n</svg>\n");
        String[] places = {"left", "right", "top", "bottom"};
        for (int i = 0; i < places.length; i++) {
            html.append("<span class=\"side " + places[i] + "\" aria-hidden=\"true\">")
                    .append(Html.escape(sides.get(i)))
                    .append("</span>");
        }
        html.append("\n<figcaption>").append(Html.escape(name)).append("</figcaption>\n</figure>\n");
        return html.toString();
    }
}
