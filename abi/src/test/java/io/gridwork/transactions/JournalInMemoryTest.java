package io.gridwork.transactions;

class JournalInMemoryTest extends TransactionJournalContract {
    @Override
    TransactionJournal open() {
        return TransactionJournal.inMemory(1337, ACCOUNT);
    }
}
