package io.gridwork.transactions;

class InMemoryTransactionJournalTest extends TransactionJournalContract {
    @Override
    TransactionJournal open() {
        return new InMemoryTransactionJournal(1337, ACCOUNT);
    }
}
