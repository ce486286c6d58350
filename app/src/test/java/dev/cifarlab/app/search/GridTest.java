package dev.cifarlab.app.search;

import static dev.cifarlab.app.settings.Activation.RELU;
import static dev.cifarlab.app.settings.Activation.TANH;
import static dev.cifarlab.app.settings.Initialization.GLOROT_NORMAL;
import static dev.cifarlab.app.settings.Initialization.HE_NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {

    @Test
    void cellsComeSeedBySeedInTheOrderGiven() {
        Grid grid = new Grid(List.of(TANH, RELU), List.of(HE_NORMAL, GLOROT_NORMAL), List.of(7L, -1L));
        assertThat(grid.cells().stream().map(Cell::name))
                .containsExactly(
                        "tanh_he-normal_seed-7",
                        "tanh_glorot-normal_seed-7",
                        "relu_he-normal_seed-7",
                        "relu_glorot-normal_seed-7",
                        "tanh_he-normal_seed--1",
                        "tanh_glorot-normal_seed--1",
                        "relu_he-normal_seed--1",
                        "relu_glorot-normal_seed--1");
    }

    @Test
    void allAreTheAssignmentsSix() {
        assertThat(Grid.all(3).cells().stream().map(Cell::name))
                .containsExactly(
                        "relu_glorot-normal_seed-3",
                        "relu_glorot-uniform_seed-3",
                        "relu_he-normal_seed-3",
                        "tanh_glorot-normal_seed-3",
                        "tanh_glorot-uniform_seed-3",
                        "tanh_he-normal_seed-3");
    }

    @Test
    void aCellChangesThreeSettingsOfTheBaseAndNoOther() {
        TrainConfig base = Searches.config(4);
        TrainConfig config = new Cell(TANH, HE_NORMAL, 9).config(base);
        assertThat(config.activation()).isEqualTo(TANH);
        assertThat(config.init()).isEqualTo(HE_NORMAL);
        assertThat(config.seed()).isEqualTo(9);
        assertThat(new Cell(base.activation(), base.init(), base.seed()).config(config))
                .isEqualTo(base);
    }

    @Test
    void listsAreReadWithSpacesAround() {
        assertThat(Grid.activations(" tanh , relu")).containsExactly(TANH, RELU);
        assertThat(Grid.inits("he-normal")).containsExactly(HE_NORMAL);
        assertThat(Grid.seeds("0,-2,7")).containsExactly(0L, -2L, 7L);
    }

    @Test
    void wrongListsAreNamed() {
        refused(() -> Grid.activations(" "), "activations: the list is empty");
        refused(() -> Grid.activations("relu,gelu"), "activations: 'gelu' is not known; choose one of relu, tanh");
        refused(() -> Grid.inits("he-normal,"), "inits: '' is not known; choose one of glorot-normal");
        refused(() -> Grid.seeds("1,two"), "seeds: 'two' does not work");
        refused(() -> new Grid(List.of(RELU), List.of(HE_NORMAL), List.of()), "seeds: the list is empty");
        refused(() -> new Grid(List.of(RELU), List.of(HE_NORMAL, HE_NORMAL), List.of(0L)), "he-normal is there twice");
        refused(() -> new Grid(List.of(RELU), List.of(HE_NORMAL), List.of(5L, 5L)), "seeds: 5 is there twice");
    }

    private static void refused(Runnable reading, String part) {
        assertThatThrownBy(reading::run)
                .isInstanceOf(UserException.class)
                .hasMessageContaining(part)
                .satisfies(e -> assertThat(((UserException) e).exitCode()).isEqualTo(UserException.USAGE));
    }
}
