package org.decathlete.search.grammar;

import java.util.ArrayList;
import java.util.List;

/**
 * One architecture as the tree of the productions that build it.
 *
 * @param head the non-terminal that was expanded
 * @param choice which of its productions, from 0
 * @param parts the derivations of the non-terminals in the production's body, in order
 */
public record Derivation(String head, int choice, List<Derivation> parts) {

    public Derivation {
        parts = List.copyOf(parts);
    }

    /** This node and all below it, parents before their parts, from left to right. */
    public List<Derivation> nodes() {
        List<Derivation> nodes = new ArrayList<>();
        collect(nodes);
        return nodes;
    }

    /** The same tree with the node at a position of {@link #nodes()} replaced. */
    public Derivation replace(int position, Derivation replacement) {
        if (position == 0) {
            return replacement;
        }
        List<Derivation> changed = new ArrayList<>(parts);
        int first = 1;
        for (int i = 0; i < changed.size(); i++) {
            int size = changed.get(i).size();
            if (position < first + size) {
                changed.set(i, changed.get(i).replace(position - first, replacement));
                return new Derivation(head, choice, changed);
            }
            first += size;
        }
        throw new IndexOutOfBoundsException("position " + position + " of a derivation with " + first + " nodes");
    }

    /** Number of nodes. */
    public int size() {
        int size = 1;
        for (Derivation part : parts) {
            size += part.size();
        }
        return size;
    }

    private void collect(List<Derivation> nodes) {
        nodes.add(this);
        for (Derivation part : parts) {
            part.collect(nodes);
        }
    }
}
