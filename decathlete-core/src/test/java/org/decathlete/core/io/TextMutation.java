package org.decathlete.core.io;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages a file whose header is text: numbers and words of it, whole lines, or any of its bytes. */
final class TextMutation {
    private static final Pattern WORD = Pattern.compile("[-+.\\w]+");
    private static final List<String> EXTREMES = List.of(
            ("0 -1 1 2 3 4 7 255 1000 46341 65536 2147483647 4294967296 9223372036854775807 -9223372036854775808"
                            + " 99999999999999999999 1e9 1e-300 1e300 1e-160 nan inf -0.0 0.5 none raw gzip ascii LOCAL True"
                            + " False double uint8 MET_DOUBLE MET_CHAR list domain time ( ) () fuzz.raw ../fuzz.raw %d RAS"
                            + " big little é \u0000")
                    .split(" "));

    private TextMutation() {}

    static byte[] of(byte[] content, SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            return Mutation.of(content, random);
        }
        String all = new String(content, StandardCharsets.ISO_8859_1);
        int end = Math.max(all.indexOf("\n\n") + 2, all.indexOf("LOCAL\n") + 6);
        end = end > 7 ? end : all.length();
        String header = all.substring(0, end);
        String damaged = random.nextInt(4) == 0 ? lines(header, random) : words(header, random);
        byte[] start = damaged.getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[start.length + content.length - end];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(content, end, whole, start.length, content.length - end);
        return whole;
    }

    private static String words(String header, SplittableRandom random) {
        List<MatchResult> words = WORD.matcher(header).results().toList();
        if (words.isEmpty()) {
            return header;
        }
        MatchResult word = words.get(random.nextInt(words.size()));
        String other = random.nextInt(3) == 0
                ? words.get(random.nextInt(words.size())).group()
                : EXTREMES.get(random.nextInt(EXTREMES.size()));
        return header.substring(0, word.start()) + other + header.substring(word.end());
    }

    private static String lines(String header, SplittableRandom random) {
        List<String> lines = new ArrayList<>(List.of(header.split("\n", -1)));
        int line = random.nextInt(lines.size());
        switch (random.nextInt(3)) {
            case 0 -> lines.remove(line);
            case 1 -> lines.add(random.nextInt(lines.size()), lines.get(line));
            default -> lines.set(line, lines.get(random.nextInt(lines.size())));
        }
        return String.join("\n", lines);
    }
}
