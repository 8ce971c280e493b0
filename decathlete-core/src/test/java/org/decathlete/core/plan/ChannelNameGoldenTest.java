package org.decathlete.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.decathlete.testkit.Golden;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ChannelNameGoldenTest {

    @Test
    void aChannelsNameChoosesItsNormalisationAsInNnUnet() {
        JsonNode cases = Golden.json(Golden.file("normalise", "cases.json"));
        int ran = 0;
        for (String table : new String[] {"channel_name_to_scheme", "channel_name_lookup_examples"}) {
            for (Map.Entry<String, JsonNode> entry : cases.path(table).properties()) {
                assertThat(Normalization.of(entry.getKey()).scheme())
                        .as(entry.getKey())
                        .isEqualTo(entry.getValue().asString());
                ran++;
            }
        }
        Golden.report("normalise (channel names)", ran, ran);
    }
}
