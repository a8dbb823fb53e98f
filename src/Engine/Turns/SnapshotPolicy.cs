using Sluice.Interpreter.Frames;
using Sluice.Storage;

namespace Sluice.Engine.Turns;

/// <summary>When an execution's whole state is written instead of what changed.</summary>
/// <remarks>
/// A snapshot bounds what recovery reads, changes bound what a transition writes. Small states are always written whole.
/// Large ones only after changes of at least their own size, so that a Map of ten thousand items writes each item a
/// bounded number of times.
/// </remarks>
internal sealed class SnapshotPolicy
{
    private const int SmallBytes = 512;
    private const int RowsBetween = 50;

    private int _snapshotBytes = -1;
    private int _rows;
    private int _changedBytes;

    /// <summary>Of the newest snapshot and the changes since; 0 before the first.</summary>
    public int Bytes => Math.Max(0, _snapshotBytes) + _changedBytes;

    public (byte[] Bytes, StateForm Kind) Encode(ExecutionState state)
    {
        if (_snapshotBytes < SmallBytes || (_changedBytes >= _snapshotBytes && _rows >= RowsBetween))
        {
            var snapshot = StateCodec.EncodeSnapshot(state);
            (_snapshotBytes, _rows, _changedBytes) = (snapshot.Length, 0, 0);
            return (snapshot, StateForm.Snapshot);
        }

        var changes = StateCodec.EncodeChanges(state);
        _rows++;
        _changedBytes += changes.Length;
        return (changes, StateForm.Changes);
    }
}
