package dev.cifarlab.benchmarks;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Work whose arrays live in one ND4J workspace, as in DL4J's own training loop: memory is taken once and used again,
 * where fresh arrays would cost more in page faults than most of the arithmetic.
 */
record InWorkspace(Work work) implements Work {

    static final String NAME = "BENCHMARK";

    static final WorkspaceConfiguration CONFIGURATION = WorkspaceConfiguration.builder()
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .build();

    @Override
    public Object once() {
        try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, NAME)) {
            work.once();
            return workspace.getGenerationId();
        }
    }
}
