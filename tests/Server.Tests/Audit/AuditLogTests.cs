using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Server.Audit;
using Sluice.Server.Tests.Authentication;

namespace Sluice.Server.Tests.Audit;

public sealed class AuditLogTests : IDisposable
{
    private static readonly DateTimeOffset Began = new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory();
    private readonly ManualTime _time = new(Began);

    private string Place => Path.Combine(_root.FullName, "audit");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task What_was_noted_is_in_the_files_when_the_log_has_closed()
    {
        await NoteAsync(Enumerable.Range(0, 5000).Select(n => Record($"call-{n}")));
        await NoteAsync([Record("late")]);

        Assert.Equal([.. Enumerable.Range(0, 5000).Select(n => $"call-{n}"), "late"], Ids());
        Assert.Single(AuditFiles.List(Place));
    }

    [Fact]
    public async Task A_page_goes_on_where_the_last_one_ended_also_while_more_is_noted()
    {
        await NoteAsync(Enumerable.Range(0, 25).Select(n => Record($"{n}", account: n % 2 == 0 ? "1000" : "2000")));
        var (found, place) = (new List<string>(), default(AuditPlace));
        do
        {
            var page = AuditReader.ReadPage(Place, new AuditFilter { Account = "2000" }, place, 5, CancellationToken.None);
            found.AddRange(page.Records.Select(record => record.RequestId));
            place = page.Next;
            await NoteAsync([Record("new", account: "2000")]);
        }
        while (place is not null);

        Assert.Equal(Enumerable.Range(0, 25).Where(n => n % 2 == 1).Reverse().Select(n => $"{n}"), found);
    }

    [Fact]
    public async Task A_line_that_a_crash_has_cut_off_is_passed_over_and_swallows_none()
    {
        await NoteAsync([Record("one")]);
        await File.AppendAllTextAsync(AuditFiles.List(Place).Single(), """{"Time":"2025-01-02T03:""");
        await NoteAsync([Record("two")]);

        Assert.Equal(["one", "two"], Ids());
        Assert.Equal(["two", "one"], Newest(new AuditFilter()));
    }

    [Fact]
    public async Task Each_day_has_its_files_and_old_days_go()
    {
        foreach (var day in Enumerable.Range(0, 5))
        {
            await NoteAsync([Record($"day {day}") with { Time = Began.AddDays(day) }], options => options with { MostDays = 2 });
        }

        Assert.Equal(["day 2", "day 3", "day 4"], Ids());
        Assert.Equal(["day 3"], Newest(new AuditFilter { From = Began.AddDays(3), To = Began.AddDays(4) }));
        Assert.Equal(
            ["2025-01-04-000001.jsonl", "2025-01-05-000001.jsonl", "2025-01-06-000001.jsonl"],
            AuditFiles.List(Place).Select(Path.GetFileName));
    }

    [Fact]
    public async Task All_files_together_stay_within_their_bytes_and_the_newest_stay()
    {
        const long Most = 1 << 20;
        await NoteAsync(
            Enumerable.Range(0, 10_000).Select(n => Record($"{n}") with { Caller = new string('c', 300) }),
            options => options with { MostBytes = Most },
            closeEach: 500);

        Assert.InRange(AuditFiles.List(Place).Sum(path => new FileInfo(path).Length), Most / 2, Most);
        Assert.Equal(Enumerable.Range(0, 100).Select(n => $"{9999 - n}"), Newest(new AuditFilter()));
    }

    [Fact]
    public async Task A_flood_of_one_account_erases_nothing_of_another()
    {
        const long Most = 1 << 20;
        await NoteAsync(
            Enumerable.Range(0, 12_000).Select(n => Record($"{n}", n % 100 == 0 ? "2000" : "1000") with { Caller = new string('c', 300) }),
            options => options with { MostBytes = Most },
            closeEach: 400);

        var ids = Ids();
        Assert.Equal(120, ids.Count(id => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture) % 100 == 0));
        Assert.Contains("11999", ids);
        Assert.DoesNotContain("1", ids);
        Assert.Equal(ids.Order(Comparer<string>.Create((x, y) => x.Length == y.Length ? string.CompareOrdinal(x, y) : x.Length - y.Length)), ids);
        Assert.InRange(AuditFiles.List(Place).Sum(path => new FileInfo(path).Length), Most / 2, Most);
    }

    [Theory]
    [InlineData(100, "")]
    [InlineData(70, "a30")]
    [InlineData(60, "a35 b5")]
    [InlineData(30, "a50 b20")]
    [InlineData(0, "a60 b30 c10")]
    public void Who_has_most_gives_up_what_is_above_a_level_of_all(long most, string expected)
    {
        var bytes = new AuditedBytes();
        bytes.Add("a", 60);
        bytes.Add("b", 30);
        bytes.Add("c", 10);

        var above = bytes.AboveLevel(most);

        Assert.Equal(expected, string.Join(' ', above.OrderBy(its => its.Key).Select(its => $"{its.Key}{its.Value}")));
    }

    [Fact]
    public async Task Strangers_fill_the_record_no_faster_than_their_rate_and_the_rest_is_counted()
    {
        await NoteAsync([.. Enumerable.Range(0, 150).Select(_ => Record("x", account: "")), Record("known")]);

        var records = Records(new AuditFilter());
        Assert.Equal(100, records.Count(record => record.Account.Length == 0));
        Assert.Equal(50, records.Sum(record => record.Missed));
    }

    [Fact]
    public async Task A_flood_of_refused_calls_is_recorded_at_its_rate_and_what_was_left_out_is_told_by_outcome()
    {
        var denied = Record("denied") with { Status = 403, Outcome = "AccessDenied" };
        var malformed = Record("malformed") with { Status = 400, Outcome = "InvalidArgument" };
        await NoteAsync(
        [
            .. Enumerable.Repeat(denied, 150),
            .. Enumerable.Repeat(malformed, 20),
            .. Enumerable.Repeat(Record("good"), 200),
            denied with { RequestId = "other", Account = "2000" },
        ]);

        var records = Records(new AuditFilter());
        Assert.Equal(100, records.Count(record => record.RequestId == "denied"));
        Assert.Equal(200, records.Count(record => record.RequestId == "good"));
        Assert.Single(records, record => record.RequestId == "other");
        var told = Assert.Single(records, record => record.LeftOut is not null);
        Assert.Equal(
            [("AccessDenied", 50), ("InvalidArgument", 20)],
            told.LeftOut!.Select(count => (count.Key, count.Value)).Order());
        Assert.Equal(("1000", 0), (told.Account, records.Sum(record => record.Missed)));
    }

    [Fact]
    public async Task Refused_calls_are_recorded_again_as_time_passes()
    {
        var denied = Record("denied") with { Status = 403, Outcome = "AccessDenied" };
        await NoteAsync(
        [
            .. Enumerable.Repeat(denied, 100),
            .. Enumerable.Repeat(denied with { RequestId = "later", Time = Began.AddSeconds(2) }, 30),
        ]);

        Assert.Equal(20, Ids().Count(id => id == "later"));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_costs_records_and_no_more()
    {
        await File.WriteAllTextAsync(Place, "in the way");
        await using var log = new AuditLog(new AuditOptions { Directory = Place }, _time, NullLogger<AuditLog>.Instance);
        log.Note(Record("lost"));
        await log.DisposeAsync();
        File.Delete(Place);

        await NoteAsync([Record("kept")]);
        Assert.Equal(["kept"], Ids());
    }

    [Theory]
    [InlineData("Success", "ok")]
    [InlineData("Failure", "no")]
    [InlineData("AccessDenied", "no")]
    [InlineData("FlowNotExists", "")]
    public async Task Records_are_found_by_their_outcome(string outcome, string expected)
    {
        await NoteAsync([Record("ok"), Record("no") with { Status = 403, Outcome = "AccessDenied" }]);

        Assert.Equal(expected, string.Concat(Newest(new AuditFilter { Outcome = outcome })));
    }

    [Theory]
    [InlineData("user/ada", "a")]
    [InlineData("acs:ram::1000:user/ada", "a")]
    [InlineData("ada", "")]
    public async Task Records_are_found_by_their_caller(string caller, string expected)
    {
        await NoteAsync([Record("a"), Record("b") with { Caller = "acs:ram::1000:user/bob" }]);

        Assert.Equal(expected, string.Concat(Newest(new AuditFilter { Caller = caller })));
    }

    [Theory]
    [InlineData(AuditedCalls.All, true, true, true)]
    [InlineData(AuditedCalls.Writes, true, false, true)]
    [InlineData(AuditedCalls.None, false, false, false)]
    public async Task It_is_set_which_calls_are_recorded(object calls, bool writes, bool reads, bool denied)
    {
        await using var log = new AuditLog(
            new AuditOptions { Directory = Place, Calls = (AuditedCalls)calls }, _time, NullLogger<AuditLog>.Instance);

        Assert.Equal(
            (writes, reads, denied), (log.Wants(mutates: true, 200), log.Wants(mutates: false, 200), log.Wants(mutates: false, 403)));
    }

    /// <param name="closeEach">Writes so many at a time, each to a log of its own.</param>
    private async Task NoteAsync(
        IEnumerable<AuditRecord> records, Func<AuditOptions, AuditOptions>? with = null, int closeEach = int.MaxValue)
    {
        var options = new AuditOptions { Directory = Place };
        foreach (var chunk in records.Chunk(closeEach))
        {
            await using var log = new AuditLog(with?.Invoke(options) ?? options, _time, NullLogger<AuditLog>.Instance);
            foreach (var record in chunk)
            {
                log.Note(record);
            }
        }
    }

    private List<AuditRecord> Records(AuditFilter filter) =>
        [.. AuditReader.ReadPage(Place, filter, before: null, limit: 10_000, CancellationToken.None).Records];

    private IEnumerable<string> Newest(AuditFilter filter) =>
        AuditReader.ReadPage(Place, filter, before: null, limit: 100, CancellationToken.None).Records
            .Select(record => record.RequestId);

    /// <summary>Of every record, oldest first, as the export gives them.</summary>
    private List<string> Ids() =>
    [
        .. AuditReader.ReadLines(Place, new AuditFilter()).Select(line =>
            System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("RequestId").GetString()!),
    ];

    private static AuditRecord Record(string id, string account = "1000") => new(
        Began,
        id,
        account,
        account.Length == 0 ? "" : $"acs:ram::{account}:user/ada",
        "key",
        "127.0.0.1",
        "fnf",
        "DescribeFlow",
        new Dictionary<string, string> { ["Name"] = "orders" },
        200,
        AuditRecord.Success,
        3);
}
