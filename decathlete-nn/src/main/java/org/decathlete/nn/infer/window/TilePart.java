package org.decathlete.nn.infer.window;

import org.decathlete.nn.net.Network;

/**
 * One pass of many over a batch of tiles.
 *
 * @param batch the tiles
 * @param from first mirrored view that the network sees
 * @param to view after the last
 * @param begins whether it is the first pass over its batch
 * @param ends whether it is the last
 */
record TilePart(TileBatch batch, int from, int to, Network network, boolean begins, boolean ends) {}
