using Sluice.Definitions;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Engine.MapRuns;

/// <summary>What has come of a map run's children: the Map's output, and results that are not stored yet.</summary>
/// <param name="isWritten">Whether a ResultWriter takes them: then nothing is kept for an output.</param>
internal sealed class MapOutcomes(bool isWritten, int mostBytes)
{
    private readonly List<MapResult> _fresh = [];

    /// <summary>By index.</summary>
    private readonly SortedDictionary<int, JsonPayload> _kept = [];

    private long _bytes;

    /// <summary>A child has ended: its result is to be stored.</summary>
    /// <returns>Why the run must fail by it; null when there is no reason.</returns>
    public StepFailure? Add(MapResult result)
    {
        _fresh.Add(isWritten ? result : result with { ExecutionName = "", Input = null });
        return Keep(result);
    }

    /// <summary>A result that is stored.</summary>
    /// <inheritdoc cref="Add"/>
    public StepFailure? Keep(MapResult result)
    {
        if (isWritten)
        {
            return null;
        }

        var payload = result.InOutput;
        _kept[result.Index] = payload;
        _bytes += payload.ByteCount + 1;
        return _bytes <= mostBytes
            ? null
            : StepFailure.DataLimitExceeded(
                "The Map's results (use a ResultWriter for more)", _bytes, mostBytes, LimitNames.StateDataBytes);
    }

    /// <summary>The Map's raw output, once all children have ended; null where a ResultWriter gives it.</summary>
    public JsonPayload? Output(IDataFlow data, DistributedMapState map) =>
        isWritten ? null : data.Join(map, [.. _kept.Values]);

    /// <summary>The results that are not stored yet, as one page; null when there are none. From here on they count as stored.</summary>
    public byte[]? TakeFresh()
    {
        if (_fresh.Count == 0)
        {
            return null;
        }

        var page = MapResult.Encode(_fresh);
        _fresh.Clear();
        return page;
    }
}
