using System.Text;
using Sluice.Model.Json;
using Sluice.Objects.Directories;
using Sluice.Objects.Items;

namespace Sluice.Objects.Tests;

/// <summary>A store in a directory of its own, with one bucket.</summary>
internal sealed class TestStore : IDisposable
{
    public static readonly BucketName Bucket = BucketName.Parse("tests");

    private readonly string _home = Directory.CreateTempSubdirectory("sluice-objects-").FullName;

    public TestStore()
    {
        Store = Open();
        Store.CreateBucketAsync(Bucket, default).GetAwaiter().GetResult();
    }

    /// <summary>The directory around the store's root: nothing in it but the root is the store's.</summary>
    public string Home => _home;

    public string Root => Path.Combine(_home, "objects");

    public string BucketDirectory => Path.Combine(Root, Bucket.Value);

    public IObjectStore Store { get; }

    public IObjectStore Open() => DirectoryObjectStore.Open(Root, TimeProvider.System);

    public static ObjectAddress At(string key) => new(Bucket, ObjectKey.Parse(key));

    public Task<ObjectInfo> PutAsync(string key, string text) => Store.PutAsync(At(key), Encoding.UTF8.GetBytes(text), default);

    /// <summary>A file put there by hand.</summary>
    public void Drop(string path, string text)
    {
        var full = Path.Combine(BucketDirectory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public async Task<string> GetAsync(string key, ByteRange? range = null)
    {
        await using var content = await Store.OpenAsync(At(key), range, default);
        using var reader = new StreamReader(content.Stream);
        return await reader.ReadToEndAsync();
    }

    public async Task<List<string>> KeysAsync(string prefix = "", string? after = null) =>
        await Store.ListAsync(Bucket, prefix, after, default).Select(info => info.Address.Key.Value).ToListAsync();

    public async Task<List<string>> ItemsAsync(ItemSource source, ItemLimits? limits = null) =>
        [.. (await ReadAsync(source, ItemPosition.Start, limits)).Select(item => item.Payload.ToString())];

    public async Task<List<Item>> ReadAsync(ItemSource source, ItemPosition from, ItemLimits? limits = null) =>
        await ItemReader.ReadAsync(Store, source, from, limits ?? ItemLimits.Default).ToListAsync();

    public static JsonPayload Json(string text) =>
        JsonPayload.TryParse(Encoding.UTF8.GetBytes(text), 64, out var payload, out var problem)
            ? payload
            : throw new ArgumentException(problem);

    public void Dispose() => Directory.Delete(_home, recursive: true);
}
