using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sluice.Storage;

namespace Sluice.Engine.Commits;

/// <summary>Tells the operator what is damaged in the store: each thing once a minute, however often it is met.</summary>
/// <remarks>Callers on any thread.</remarks>
public sealed partial class DamageReports(TimeProvider time, ILogger logger)
{
    /// <summary>Things remembered; beyond that, all are forgotten and may be told again.</summary>
    private const int Most = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = logger;
    private readonly ConcurrentDictionary<string, long> _toldAt = new();

    public void Note(StoreDamagedException damage)
    {
        var now = time.GetTimestamp();
        if (_toldAt.TryGetValue(damage.What, out var last) && time.GetElapsedTime(last, now) < Pause)
        {
            return;
        }

        if (_toldAt.Count >= Most)
        {
            _toldAt.Clear();
        }

        _toldAt[damage.What] = now;
        LogDamaged(damage.Message);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}")]
    private partial void LogDamaged(string problem);
}
