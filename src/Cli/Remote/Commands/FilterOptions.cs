using System.CommandLine;
using System.Globalization;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary>Which executions are meant: the same options wherever some of them are chosen.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string?> _flow = new("--flow") { Description = HelpTexts.OnlyFlow, HelpName = "F" };
    private readonly Option<string?> _status = new("--status") { Description = HelpTexts.FilterStatus, HelpName = "STATUS" };
    private readonly Option<bool> _failed = new("--failed") { Description = HelpTexts.FilterFailed };
    private readonly Option<bool> _running = new("--running") { Description = HelpTexts.FilterRunning };
    private readonly Option<bool> _retrying = new("--retrying") { Description = HelpTexts.FilterRetrying };
    private readonly Option<bool> _waiting = new("--waiting") { Description = HelpTexts.FilterWaiting };
    private readonly Option<string?> _error = new("--error") { Description = HelpTexts.FilterError, HelpName = "CODE" };
    private readonly Option<string?> _state = new("--state") { Description = HelpTexts.FilterState, HelpName = "NAME" };
    private readonly Option<string?> _prefix = new("--prefix") { Description = HelpTexts.FilterPrefix, HelpName = "TEXT" };
    private readonly Option<string?> _since = new("--since") { Description = HelpTexts.FilterSince, HelpName = "TIME" };
    private readonly Option<string[]> _keys = new("--key") { Description = HelpTexts.FilterKey, HelpName = "NAME=VALUE" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _flow, _status, _failed, _running, _retrying, _waiting, _error, _state, _prefix, _since, _keys })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>As the own API takes them.</summary>
    /// <exception cref="UsageException">They contradict each other, or cannot be read.</exception>
    public Dictionary<string, string?> Read(ParseResult line, TimeProvider time)
    {
        var filter = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["flow"] = line.GetValue(_flow),
            ["status"] = StatusOf(line),
            ["retrying"] = line.GetValue(_retrying) ? "true" : null,
            ["waiting"] = line.GetValue(_waiting) ? "true" : null,
            ["error"] = line.GetValue(_error),
            ["state"] = line.GetValue(_state),
            ["prefix"] = line.GetValue(_prefix),
            ["from"] = line.GetValue(_since) is { } since ? Before(time, since) : null,
        };
        foreach (var key in line.GetValue(_keys) ?? [])
        {
            filter[$"key.{NameOf(key)}"] = key[(key.IndexOf('=') + 1)..];
        }

        return filter;
    }

    /// <summary>The instant so long ago, as the own API takes it.</summary>
    /// <param name="span">Such as 1h.</param>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static string Before(TimeProvider time, string span) =>
        (time.GetUtcNow() - ParseSpan(span)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private string? StatusOf(ParseResult line)
    {
        string?[] given = [line.GetValue(_status), line.GetValue(_failed) ? "Failed" : null, line.GetValue(_running) ? "Running" : null];
        return given.Count(status => status is not null) > 1
            ? throw new UsageException(Texts.StatusOnce)
            : given.FirstOrDefault(status => status is not null);
    }

    private static string NameOf(string key) => key.IndexOf('=') is > 0 and var end
        ? key[..end]
        : throw new UsageException(Texts.FormatNoKeyValue(key));

    private static TimeSpan ParseSpan(string text)
    {
        var unit = text.Length > 1 ? text[^1] : ' ';
        var isNumber = int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return (isNumber, unit) switch
        {
            (true, 's') => TimeSpan.FromSeconds(number),
            (true, 'm') => TimeSpan.FromMinutes(number),
            (true, 'h') => TimeSpan.FromHours(number),
            (true, 'd') when number <= 36_500 => TimeSpan.FromDays(number),
            _ => throw new UsageException(Texts.FormatNoTime(text)),
        };
    }
}
