package org.decathlete.core.dataset.integrity;

import java.util.List;

/**
 * What looking at one case gave.
 *
 * @param facts what its files hold
 * @param findings what is wrong with them
 */
record CaseInspection(CaseFacts facts, List<Finding> findings) {}
