package org.decathlete.nn.model.pth;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.model.elements.ElementType;
import org.decathlete.nn.model.elements.TensorBytes;
import org.decathlete.nn.model.zip.ZipDirectory.Member;

/**
 * A run of numbers in a {@code .pth} file that tensors are views of. They stay in the file until they are asked for.
 *
 * @param member where they lie in the file
 */
record TorchStorage(Path file, Member member, ElementType type, long elements) {

    /** All of them in this thread's open scope, on the processor, their checksum compared. */
    Tensor tensor() {
        try (FileChannel channel = FileChannel.open(file)) {
            member.verify(channel);
            return TensorBytes.read(channel, member.position(), type, elements);
        } catch (ZipException e) {
            throw DecathleteException.data(file + " is damaged: " + e.getMessage() + ". Copy or download it again", e);
        } catch (IOException e) {
            throw DecathleteException.data(file + " cannot be read any more (" + e + ")", e);
        }
    }
}
