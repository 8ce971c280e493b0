package org.decathlete.nn.tensor;

import org.bytedeco.pytorch.Tensor;

/** What the child processes of {@link NativeTest} run. */
final class ColdStart {

    private ColdStart() {}

    public static void main(String[] arguments) {
        Native.load(System.out::println);
        try (Scope scope = Scope.open()) {
            Tensor product = Tensors.of(new float[] {1, 2, 3, 4}, 2, 2).mm(Tensors.of(new float[] {1, 0, 0, 1}, 2, 2));
            System.out.println("sum " + product.sum().item_float());
        }
    }
}
