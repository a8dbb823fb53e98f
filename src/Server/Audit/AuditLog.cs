using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using Sluice.Model.Rates;
using Sluice.Sharing.Pots;

namespace Sluice.Server.Audit;

/// <summary>Takes note of calls. No call waits for it: what the disk cannot take in time is counted instead.</summary>
internal sealed partial class AuditLog : IAsyncDisposable
{
    /// <summary>Records of one account alone that may wait to be written; about 30 MiB.</summary>
    private const int Capacity = 65_536;

    private const double Alpha = 4;

    /// <summary>Less than a file of the smallest record.</summary>
    private const int BatchBytes = 64 * 1024;

    /// <summary>How long the writing rests when it has caught up: many short writes would cost more than the records.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(25);

    private static readonly TimeSpan TellingLeftOut = TimeSpan.FromMinutes(1);

    private static readonly JsonWriterOptions AsReadable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Calls of nobody known, so that strangers cannot push what is known out of the files.</summary>
    private static readonly Rate OfStrangers = new(Burst: 100, PerSecond: 1);

    private readonly AuditOptions _options;
    private readonly ILogger<AuditLog> _logger;
    private readonly TimeProvider _time;
    private readonly TokenBucket _strangers;
    private readonly RefusedCalls _refused;
    private readonly ITimer _telling;
    private readonly Channel<AuditRecord> _waiting = Channel.CreateUnbounded<AuditRecord>(
        new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Places for records that wait, shared: of a flood its own are missed, and no others.</summary>
    private readonly Pot _places = Pot.ForOneAlone("records of calls that wait", Capacity, Alpha);
    private readonly Shares _shares = new(Alpha);
    private readonly AuditedBytes _inBatch = new();

    private readonly AuditFiles _files;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _writing;
    private int _missed;
    private bool _hasFailed;

    public AuditLog(AuditOptions options, TimeProvider time, ILogger<AuditLog> logger)
    {
        (_options, _logger, _time, _files) = (options, logger, time, new AuditFiles(options));
        _strangers = new TokenBucket(OfStrangers, time.GetUtcNow());
        _refused = new RefusedCalls(options.RefusedPerSecond);
        _telling = time.CreateTimer(_ => TellLeftOut(), state: null, TellingLeftOut, TellingLeftOut);
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Whether such calls are recorded.</summary>
    /// <param name="mutates">Whether the operation changes anything.</param>
    /// <param name="status">Of the answer.</param>
    public bool Wants(bool mutates, int status) =>
        _options.Calls == AuditedCalls.All
        || (_options.Calls == AuditedCalls.Writes && (mutates || status == StatusCodes.Status403Forbidden));

    /// <summary>Returns at once, and never fails.</summary>
    public void Note(AuditRecord record)
    {
        if (RefusedCalls.IsOne(record) && !_refused.Admits(record))
        {
            return;
        }

        var isStranger = record.Account.Length == 0;
        if (isStranger && !_strangers.TryTake(record.Time, out _))
        {
            Interlocked.Increment(ref _missed);
            return;
        }

        var share = _shares.Of(record.Account);
        if (!_places.TryTake(share, 1))
        {
            Interlocked.Increment(ref _missed);
        }
        else if (!_waiting.Writer.TryWrite(record))
        {
            _places.GiveBack(share, 1);
            Interlocked.Increment(ref _missed);
        }
    }

    /// <summary>Writes what still waits; returns when all of it would survive a power cut.</summary>
    public async ValueTask DisposeAsync()
    {
        await _telling.DisposeAsync();
        TellLeftOut();
        if (_waiting.Writer.TryComplete())
        {
            await _stopping.CancelAsync();
        }

        await _writing;
        _stopping.Dispose();
    }

    private void TellLeftOut()
    {
        foreach (var told in _refused.TakeLeftOut(_time.GetUtcNow()))
        {
            Note(told);
        }
    }

    private async Task WriteAllAsync()
    {
        var lines = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(lines, AsReadable);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            WriteBatch(lines, json);
            if (lines.WrittenCount < BatchBytes)
            {
                await Task.Delay(Rest, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            lines.ResetWrittenCount();
        }

        Guarded(0, _files.Close);
    }

    private void WriteBatch(ArrayBufferWriter<byte> lines, Utf8JsonWriter json)
    {
        var (count, day) = (0, default(DateOnly));
        _inBatch.Clear();
        while (lines.WrittenCount < BatchBytes && _waiting.Reader.TryRead(out var record))
        {
            _places.GiveBack(_shares.Of(record.Account), 1);
            day = DateOnly.FromDateTime(record.Time.UtcDateTime);
            var before = lines.WrittenCount;
            json.Reset(lines);
            JsonSerializer.Serialize(
                json, record with { Missed = Interlocked.Exchange(ref _missed, 0) }, AuditShapes.Default.AuditRecord);
            lines.Write("\n"u8);
            _inBatch.Add(record.Account, lines.WrittenCount - before);
            count++;
        }

        Guarded(count, () => _files.Append(day, lines.WrittenSpan, _inBatch));
    }

    /// <param name="count">Records that are missed when it fails.</param>
    private void Guarded(int count, Action write)
    {
        try
        {
            write();
            if (_hasFailed)
            {
                _hasFailed = false;
                LogGoesOn(_options.Directory);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The file is opened anew next time; calls go on without a record until then.
            _files.Dispose();
            Interlocked.Add(ref _missed, count);
            if (!_hasFailed)
            {
                _hasFailed = true;
                LogFailed(_options.Directory, e.Message);
            }
        }
    }
}
