package org.decathlete.core.io.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.junit.jupiter.api.Test;

class AllocationTest {
    @Test
    void saysThatAVolumeIsTooLargeForTheMemory() {
        long bytes = Runtime.getRuntime().maxMemory();
        assertThatThrownBy(() -> Allocation.of(Path.of("a.nii"), bytes, Object::new))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCE))
                .hasMessageContaining("-Xmx");
    }
}
