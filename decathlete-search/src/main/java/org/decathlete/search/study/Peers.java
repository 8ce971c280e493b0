package org.decathlete.search.study;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.trial.Trial;

/**
 * Those that a running trial is compared with before it has ended: trials of its bracket and level that ended well and may be continued. Only
 * those count that were asked for before it: with one worker what follows from them follows from the study's trials, and is the same when
 * the trial is evaluated again after a kill.
 *
 * @param trials in the order of their ids
 * @param places how many of that bracket and level go on, positive
 */
record Peers(List<Trial> trials, int places) {

    /**
     * Finds them among the trials of a study.
     *
     * @return empty where no trial goes on from there, as at the full budget, where that is not known beforehand, and in studies with several
     *     objectives, where a worse score may be worth its lower cost
     */
    static Optional<Peers> of(StudySettings settings, List<Trial> trials, Trial trial) {
        OptionalInt places = settings.scheduler().places(trial);
        if (places.isEmpty() || settings.preference().objectives().size() > 1) {
            return Optional.empty();
        }
        List<Trial> peers = trials.stream()
                .filter(peer ->
                        peer.id() < trial.id() && peer.bracket() == trial.bracket() && peer.level() == trial.level())
                .filter(settings.preference()::eligible)
                .toList();
        return Optional.of(new Peers(peers, places.getAsInt()));
    }

    /** The last of those that would be continued if no others came; empty where there are fewer than go on. */
    Optional<Trial> lastPlace(Preference preference) {
        return preference.order(trials).stream().skip(places - 1L).findFirst();
    }
}
