package org.decathlete.core.dataset;

import java.util.List;
import java.util.OptionalLong;

/**
 * What looking at one case gave.
 *
 * @param facts what its files hold
 * @param findings what is wrong with them
 * @param imageHash hash of the image's size and voxels; empty where it could not be read
 */
record CaseInspection(CaseFacts facts, List<Finding> findings, OptionalLong imageHash) {}
