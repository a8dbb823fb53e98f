using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Sluice.Model.Names;

namespace Sluice.Engine.Metering;

/// <summary>Warns before something comes to its limit: in the log, as a metric, and to whoever asks.</summary>
/// <remarks>What comes near the same limit again and again is one warning, and a line a minute. Callers on any thread.</remarks>
public sealed partial class LimitWarnings
{
    /// <summary>So many hundredths of a limit are near it.</summary>
    public const int Percent = 80;

    /// <summary>Warnings that are kept; the oldest go.</summary>
    public const int Most = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(AccountId? Account, string Setting, string Subject), Kept> _kept = [];
    private readonly Counter<long> _count;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal LimitWarnings(Meter meter, TimeProvider time, ILogger logger)
    {
        _count = meter.CreateCounter<long>("sluice.warnings", "{warning}", "Times that something has come near its limit, by setting.");
        (_time, _logger) = (time, logger);
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<LimitWarning> Recent
    {
        get
        {
            lock (_lock)
            {
                return [.. _kept.Values.Select(kept => kept.Warning).OrderByDescending(warning => warning.At)];
            }
        }
    }

    /// <param name="account">Whose business it is; null for that of whoever runs the server.</param>
    /// <param name="setting">What sets the limit.</param>
    /// <param name="subject">What comes near it: of the same there is one warning.</param>
    /// <param name="sentence">Names the limit, and how near it is.</param>
    public void Note(AccountId? account, string setting, string subject, string sentence)
    {
        _count.Add(1, new KeyValuePair<string, object?>("sluice.setting", setting));
        if (Keep((account, setting, subject), sentence))
        {
            LogNear(sentence, setting);
        }
    }

    /// <returns>Whether it is to be logged.</returns>
    private bool Keep((AccountId?, string Setting, string) key, string sentence)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            var before = _kept.GetValueOrDefault(key);
            var isToBeTold = before is null || now - before.ToldAt >= Pause;
            var warning = new LimitWarning(now, key.Item1, key.Setting, sentence, (before?.Warning.Count ?? 0) + 1);
            _kept[key] = new(warning, isToBeTold ? now : before!.ToldAt);
            if (_kept.Count > Most)
            {
                _kept.Remove(_kept.MinBy(item => item.Value.Warning.At).Key);
            }

            return isToBeTold;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sentence} The setting is {Setting}.")]
    private partial void LogNear(string sentence, string setting);

    private sealed record Kept(LimitWarning Warning, DateTimeOffset ToldAt);
}

/// <summary>Something has come near its limit.</summary>
/// <param name="At">When it was last.</param>
/// <param name="Account">Whose business it is; null for that of whoever runs the server.</param>
/// <param name="Setting">What sets the limit.</param>
/// <param name="Message">What, and how near it is.</param>
/// <param name="Count">How often.</param>
public sealed record LimitWarning(DateTimeOffset At, AccountId? Account, string Setting, string Message, long Count);
