using System.Text;
using Sluice.Model.Names;

namespace Sluice.Queues.Tests;

/// <summary>A store on a file of its own, and a clock that the test moves.</summary>
internal sealed class Opened : IAsyncDisposable
{
    public static readonly AccountId Ada = AccountId.Parse("account", "2000");
    public static readonly AccountId Ben = AccountId.Parse("account", "3000");

    /// <summary>Far above what any test needs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-queues-");

    public Opened() => Store = QueueStore.Open(PathOf("queues.db"), Time);

    public QueueStore Store { get; private set; }

    public HandTime Time { get; } = new();

    public static byte[] Body(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(SeenMessage message) => Encoding.UTF8.GetString(message.Body);

    public string PathOf(string name) => Path.Combine(_directory.FullName, name);

    /// <summary>As another process would find it.</summary>
    public async Task ReopenAsync(string name = "queues.db")
    {
        await Store.DisposeAsync();
        Store = QueueStore.Open(PathOf(name), Time);
    }

    public Task<SentMessage> SendAsync(string text, int priority = 8, int? delay = null, string? key = null) =>
        Store.SendAsync(Ada, "orders", new NewMessage(Body(text), priority, delay, key), new QueueAttributes());

    public async Task<IReadOnlyList<string>> TakeAsync(int most = 16) =>
        [.. (await Store.TakeAsync(Ada, "orders", most, TimeSpan.Zero, CancellationToken.None)).Select(Text)];

    public async Task<SeenMessage> TakeOneAsync() =>
        Assert.Single(await Store.TakeAsync(Ada, "orders", 1, TimeSpan.Zero, CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}

/// <summary>Tells the time that the test says; its timers are the system's.</summary>
internal sealed class HandTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(int seconds) => _now += TimeSpan.FromSeconds(seconds);
}
