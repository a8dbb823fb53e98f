using Sluice.Model;

namespace Sluice.Storage.Postgres.Writing;

/// <summary>Where journals go on, of executions that were written lately: what is known need not be looked up.</summary>
/// <remarks>
/// Known only as long as the shard's epoch is the one under which it was written: then nobody else can have written since, or
/// the commit that relies on it is fenced.
/// </remarks>
internal sealed class JournalEnds
{
    private const int Most = 65_536;

    private readonly Dictionary<ExecutionId, (long Epoch, long Next)> _known = [];

    /// <returns>The least number that the next event may have; null when it is not known.</returns>
    public long? Find(ExecutionId id, long epoch) =>
        _known.TryGetValue(id, out var end) && end.Epoch == epoch ? end.Next : null;

    public void Note(ExecutionId id, long epoch, long next)
    {
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        _known[id] = (epoch, next);
    }

    public void Forget(ExecutionId id) => _known.Remove(id);

    public void Clear() => _known.Clear();
}
