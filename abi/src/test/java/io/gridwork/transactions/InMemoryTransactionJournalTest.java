package io.gridwork.transactions;

class InMemoryTransactionJournalTest extends TransactionJournalContract {
    @Override
    TransactionJournal open() {
        return TransactionJournal.inMemory(1337, ACCOUNT);
    }
}
