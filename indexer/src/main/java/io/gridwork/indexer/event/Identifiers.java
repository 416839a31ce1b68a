package io.gridwork.indexer.event;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Turns Solidity names into SQL identifiers that need no quotes, the same way every time.
 *
 * <ul>
 *   <li>{@code JobPosted} becomes {@code job_posted}, {@code tokenURI} {@code token_uri}, {@code ERC20Sent} {@code
 *       erc20_sent}; what is not a letter, digit or underscore becomes an underscore, leading and trailing underscores go.
 *   <li>A word that SQLite or PostgreSQL reserves gets an underscore at its end: {@code from} becomes {@code from_}.
 *   <li>A name already taken gets the first free number at its end: {@code amount}, {@code amount_2}.
 * </ul>
 */
final class Identifiers {
    /** What neither SQLite (keywords without fallback to a name) nor PostgreSQL (reserved key words) takes unquoted. */
    private static final Set<String> RESERVED = Set.of(("add all alter analyse analyze and any array as asc asymmetric"
                    + " authorization autoincrement between binary both case cast check collate collation column commit"
                    + " concurrently constraint create cross current_catalog current_date current_role current_schema"
                    + " current_time current_timestamp current_user default deferrable delete desc distinct do drop else"
                    + " end escape except exists false fetch for foreign freeze from full glob grant group having ilike"
                    + " in index indexed initially inner insert intersect into is isnull join lateral leading left like"
                    + " limit localtime localtimestamp match natural not nothing notnull null offset on only or order"
                    + " outer overlaps placing primary references regexp returning right rowid select session_user set"
                    + " similar some symmetric system_user table tablesample then to trailing transaction true union"
                    + " unique update user using values variadic verbose when where window with")
            .split(" "));

    private final Set<String> taken = new HashSet<>();

    Identifiers(Collection<String> taken) {
        this.taken.addAll(taken);
    }

    /** A name that nothing else here has, from this time on taken. */
    String claim(String wanted) {
        String name = unreserved(wanted);
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    static String unreserved(String name) {
        return RESERVED.contains(name) ? name + "_" : name;
    }

    /** Lower case with underscores between words; {@code instead} where nothing is left. */
    static String snake(String name, String instead) {
        String words = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .replaceAll("^_+|_+$", "")
                .toLowerCase(Locale.ROOT);
        if (words.isEmpty()) return instead;
        return Character.isDigit(words.charAt(0)) ? instead + words : words;
    }
}
