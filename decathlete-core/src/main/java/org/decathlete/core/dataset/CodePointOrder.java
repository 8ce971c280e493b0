package org.decathlete.core.dataset;

import java.util.Comparator;

/**
 * The order in which Python sorts strings: by code point. Java's own order compares UTF-16 units and differs for characters
 * outside the basic plane.
 */
enum CodePointOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        int index = 0;
        while (index < a.length() && index < b.length()) {
            int left = a.codePointAt(index);
            int right = b.codePointAt(index);
            if (left != right) {
                return Integer.compare(left, right);
            }
            index += Character.charCount(left);
        }
        return Integer.compare(a.length(), b.length());
    }
}
