using System.Threading.Channels;
using Npgsql;
using Sluice.Storage.Postgres.Connecting;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>The one connection that writes. Commits that wait together go together, in one round trip.</summary>
internal sealed class Writer
{
    /// <summary>Commits gathered into one; more wait for the next.</summary>
    private const int MostTogether = 256;

    private readonly WriterConnection _connection;
    private readonly Channel<Write> _waiting =
        Channel.CreateUnbounded<Write>(new UnboundedChannelOptions { SingleReader = true });

    private readonly JournalEnds _ends = new();
    private readonly Task _running;

    public Writer(WriterConnection connection)
    {
        _connection = connection;
        _running = Task.Run(RunAsync);
    }

    public Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var write = new CommitWrite(batch);
        Enqueue(write);
        return write.Task;
    }

    /// <summary>Hands a transaction over, behind the writes handed over before.</summary>
    public Task<T> WriteAsync<T>(Func<Session, Task<T>> apply, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var write = new TransactionWrite<T>(apply);
        Enqueue(write);
        return write.Task;
    }

    /// <summary>Writes what still waits, and closes.</summary>
    public async Task CloseAsync()
    {
        _waiting.Writer.TryComplete();
        await _running.ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private void Enqueue(Write write) => ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(write), typeof(PostgresStore));

    private async Task RunAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (_waiting.Reader.TryRead(out var next))
            {
                await (next switch
                {
                    CommitWrite commit => SettleAsync(Gather(commit)),
                    TransactionWrite transaction => SettleAsync(transaction),
                    _ => throw new InvalidOperationException($"Nobody writes a {next.GetType().Name}."),
                }).ConfigureAwait(false);
            }
        }
    }

    private List<CommitWrite> Gather(CommitWrite first)
    {
        var together = new List<CommitWrite> { first };
        while (together.Count < MostTogether
            && _waiting.Reader.TryPeek(out var next) && next is CommitWrite commit && _waiting.Reader.TryRead(out _))
        {
            together.Add(commit);
        }

        return together;
    }

    private async Task SettleAsync(List<CommitWrite> writes)
    {
        CommitOutcome outcome;
        try
        {
            outcome = await CommitTogetherAsync(writes).ConfigureAwait(false);
        }
        catch (Exception problem) when (writes.Count == 1 || problem is StoreRefusedException or StoreFailedException)
        {
            writes.ForEach(write => write.Fail(problem));
            return;
        }
        catch (Exception)
        {
            // One of them is at fault. Alone, each finds its own answer.
            foreach (var write in writes)
            {
                await SettleAsync([write]).ConfigureAwait(false);
            }

            return;
        }

        await AnswerAsync(writes, outcome).ConfigureAwait(false);
    }

    private async Task AnswerAsync(List<CommitWrite> writes, CommitOutcome outcome)
    {
        if (outcome.Fenced.Count == 0)
        {
            writes.ForEach(write => write.Complete(outcome.IsKnown ? CommitResult.Durable : CommitResult.Unknown));
            return;
        }

        // Nothing was written. Who is not fenced goes on without the others.
        var left = new List<CommitWrite>();
        foreach (var write in writes)
        {
            var outdated = write.Batch.Epochs.FindAll(outcome.Fenced.Contains);
            if (outdated.Count > 0)
            {
                write.Complete(CommitResult.FencedFor(outdated));
            }
            else
            {
                left.Add(write);
            }
        }

        if (left.Count > 0)
        {
            await SettleAsync(left).ConfigureAwait(false);
        }
    }

    /// <exception cref="Exception">Nothing was written.</exception>
    private async Task<CommitOutcome> CommitTogetherAsync(List<CommitWrite> writes)
    {
        var commit = new Commit(writes.ConvertAll(write => write.Batch), _ends);
        if (commit.IsEmpty)
        {
            return CommitOutcome.Durable;
        }

        var connection = await _connection.GetAsync().ConfigureAwait(false);
        try
        {
            await using var statements = commit.Make(connection);
            await statements.ExecuteNonQueryAsync().ConfigureAwait(false);
            commit.NoteEnds();
            return CommitOutcome.Durable;
        }
        catch (PostgresException fenced) when (fenced.SqlState == Faults.Fenced)
        {
            _ends.Clear();
            return CommitOutcome.FencedFor(fenced.MessageText);
        }
        catch (Exception problem) when (Faults.IsLost(problem))
        {
            // It may have been written. Whoever asks next claims the shard first, and so waits until it is certain.
            _ends.Clear();
            await _connection.LoseAsync().ConfigureAwait(false);
            return CommitOutcome.Unknown;
        }
        catch (Exception problem)
        {
            _ends.Clear();
            throw Faults.Translate(problem);
        }
    }

    private async Task SettleAsync(TransactionWrite write)
    {
        try
        {
            await _connection.TransactAsync(write.ApplyAsync).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            write.Fail(Faults.Translate(problem));
            return;
        }

        write.Complete();
    }
}
