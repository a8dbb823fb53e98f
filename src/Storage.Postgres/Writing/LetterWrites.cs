using Npgsql;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Letters between shards.</summary>
internal static class LetterWrites
{
    public static void AddSent(NpgsqlBatch statements, List<LetterRow> letters)
    {
        if (letters.Count > 0)
        {
            statements.Add(
                "INSERT INTO outbox(id, shard, body) SELECT * FROM unnest($1, $2, $3)",
                letters.Column(letter => letter.Id), letters.Column(letter => letter.Shard), letters.Column(letter => letter.Body));
        }
    }

    public static void AddReceived(NpgsqlBatch statements, List<long> ids)
    {
        if (ids.Count > 0)
        {
            statements.Add("DELETE FROM outbox WHERE id = ANY($1)", ids.ToArray());
        }
    }
}
