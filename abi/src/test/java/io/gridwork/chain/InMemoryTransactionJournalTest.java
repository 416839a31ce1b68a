package io.gridwork.chain;

class InMemoryTransactionJournalTest extends TransactionJournalContract {
    @Override
    TransactionJournal open() {
        return new InMemoryTransactionJournal(1337, ACCOUNT);
    }
}
