package io.gridwork.worker.journal;

class InMemoryJournalTest extends JournalContractTest {
    @Override
    Journal open() {
        return new InMemoryJournal();
    }

    @Override
    Journal reopened(Journal journal) {
        return journal;
    }
}
