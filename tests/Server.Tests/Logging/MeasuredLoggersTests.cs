using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sluice.Server.Logging;
using Sluice.Server.Starting;

namespace Sluice.Server.Tests.Logging;

public sealed class MeasuredLoggersTests : IDisposable
{
    private readonly SteppedTime _time = new();
    private readonly Lines _lines = new();
    private readonly MeasuredLoggers _loggers;

    public MeasuredLoggersTests() => _loggers = new MeasuredLoggers(_lines, LogLevel.Warning, _time);

    public void Dispose() => _loggers.Dispose();

    [Fact]
    public void Errors_of_one_kind_are_written_up_to_a_number_and_the_rest_is_counted_and_told()
    {
        var logger = _loggers.CreateLogger("a");
        for (var n = 0; n < 1000; n++)
        {
            logger.LogError(new EventId(1), "failed");
        }

        Assert.Equal(LineRate.Burst, _lines.All.Count);

        _time.Elapsed += TimeSpan.FromMinutes(1);
        _time.Fire();
        Assert.Equal(
            (LogLevel.Error, "a", "900 more lines like those before were left out: they come too often."), _lines.All[^1]);

        _time.Fire();
        Assert.Equal(LineRate.Burst + 1, _lines.All.Count);
    }

    [Fact]
    public void Few_lines_are_written_in_the_long_run()
    {
        var logger = _loggers.CreateLogger("a");
        for (var second = 0; second < 3600; second++)
        {
            logger.LogCritical("failed");
            _time.Elapsed += TimeSpan.FromSeconds(1);
        }

        Assert.InRange(_lines.All.Count, LineRate.Burst, LineRate.Burst + 361);
    }

    [Fact]
    public void One_kind_does_not_hide_another()
    {
        for (var n = 0; n < 1000; n++)
        {
            _loggers.CreateLogger("a").LogError(new EventId(1), "often");
        }

        _loggers.CreateLogger("a").LogError(new EventId(2), "seldom");
        _loggers.CreateLogger("b").LogError(new EventId(1), "elsewhere");

        Assert.Equal(["seldom", "elsewhere"], _lines.All.TakeLast(2).Select(line => line.Text));
    }

    [Fact]
    public void Less_than_errors_is_not_measured()
    {
        for (var n = 0; n < 1000; n++)
        {
            _loggers.CreateLogger("a").LogWarning("a warning");
        }

        Assert.Equal(1000, _lines.All.Count);
    }

    [Fact]
    public void What_was_left_out_last_is_told_at_the_end()
    {
        for (var n = 0; n <= LineRate.Burst; n++)
        {
            _loggers.CreateLogger("a").LogError("failed");
        }

        _loggers.Dispose();

        Assert.StartsWith("1 more lines", _lines.All[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Http2", "Http2UnexpectedDataRemaining", null, false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", "RequestBodyDrainBodyReaderInvalidState", "InvalidOperation", false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", null, "IO", false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", null, "Socket", false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", null, "BadHttpRequest", false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", null, "Start", false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", null, "InvalidOperation", true)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", "ApplicationError", "IO", true)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", "NotAcceptingConnections", "Socket", true)]
    [InlineData("Sluice.Engine", null, "IO", true)]
    public void What_callers_do_wrong_is_no_error_of_the_server(
        string category, string? name, string? exception, bool isWritten)
    {
        Exception? caught = exception switch
        {
            "IO" => new IOException(),
            "Socket" => new SocketException(),
            "BadHttpRequest" => new BadHttpRequestException(""),
            "InvalidOperation" => new InvalidOperationException(),
            "Start" => new StartException("", 1),
            _ => null,
        };

        _loggers.CreateLogger(category).Log(LogLevel.Critical, new EventId(7, name), caught, "text");

        Assert.Equal(isWritten, _lines.All.Count == 1);
    }

    [Fact]
    public void What_callers_do_wrong_is_shown_to_whoever_asks_for_it()
    {
        using var loggers = new MeasuredLoggers(_lines, LogLevel.Debug, _time);

        loggers.CreateLogger("Microsoft.AspNetCore.Server.Kestrel").LogCritical(new IOException(), "reset");

        Assert.Equal((LogLevel.Debug, "reset"), (_lines.All[0].Level, _lines.All[0].Text));
    }

    /// <summary>Time that passes, and timers that fire, only when the test says so.</summary>
    private sealed class SteppedTime : TimeProvider
    {
        private Action? _round;

        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _round = () => callback(state);
            return System.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Fire() => _round!();
    }

    private sealed class Lines : ILoggerProvider
    {
        public List<(LogLevel Level, string Category, string Text)> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Line(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Line(Lines lines, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel,
                EventId eventId,
                TState state,
                Exception? exception,
                Func<TState, Exception?, string> formatter) =>
                lines.All.Add((logLevel, category, formatter(state, exception)));
        }
    }
}
