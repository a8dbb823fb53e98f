using Sluice.Engine;
using Sluice.Engine.Nodes;
using Sluice.Storage;

namespace Sluice.Cluster.Messages;

/// <summary>Where what other nodes say comes in. Until the engine is there, they are told nothing and ask again.</summary>
internal sealed class NodeDoor(ISharedStore store)
{
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(1.5);

    private SluiceEngine? _engine;

    /// <summary>Told which node gives its shards away.</summary>
    public Action<string> OnLeaving { get; set; } = static _ => { };

    public void Open(SluiceEngine engine) => Volatile.Write(ref _engine, engine);

    public Task<byte[]> AnswerAsync(UInt128 number, int shard, byte[] request) => End.AnswerAsync(number, shard, request);

    public void OnNews(byte[] news) => End.OnNews(news);

    /// <summary>Neither what was found before, nor that the database can be read: whether it takes a write now.</summary>
    public async Task<bool> CanStoreAsync()
    {
        if (Volatile.Read(ref _engine) is not { Vitals.StoreWrites: true })
        {
            return false;
        }

        try
        {
            using var patience = new CancellationTokenSource(ProbeTime);
            await store.ProbeAsync(patience.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is StoreRefusedException or StoreFailedException or StoreDamagedException or OperationCanceledException)
        {
            return false;
        }
    }

    private NodeEnd End => Volatile.Read(ref _engine)?.NodeEnd ?? throw new InvalidOperationException("The node has not started yet.");
}
