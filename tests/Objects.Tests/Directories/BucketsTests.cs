using Sluice.Model.Names;

namespace Sluice.Objects.Tests.Directories;

/// <summary>Which buckets there are, and whose.</summary>
public sealed class BucketsTests : IDisposable
{
    private static readonly AccountId Other = AccountId.Parse("account", "2000000000000000");

    private readonly TestStore _tests = new();

    [Fact]
    public async Task Buckets_are_listed_by_name_and_nothing_else_is()
    {
        foreach (var name in new[] { "a-bucket", "Not-One", ".hidden", "zz" })
        {
            Directory.CreateDirectory(Path.Combine(_tests.Root, name));
        }

        File.WriteAllText(Path.Combine(_tests.Root, "a-file"), "");
        Directory.CreateSymbolicLink(Path.Combine(_tests.Root, "a-link"), _tests.BucketDirectory);
        await _tests.Store.CreateBucketAsync(BucketName.Parse("zoo"), default);

        Assert.Equal(["a-bucket", "tests", "zoo"], await NamesAsync(_tests.Store));
        Assert.Equal(["tests"], await NamesAsync(_tests.Store, after: "a-bucket", most: 1));
    }

    [Fact]
    public async Task What_one_account_has_is_there_for_no_other()
    {
        var others = _tests.Store.For(Other);
        await _tests.PutAsync("in.csv", "ours");
        var refused = await Assert.ThrowsAsync<ObjectException>(() => others.HeadAsync(TestStore.At("in.csv"), default));
        Assert.Equal(ObjectErrors.NoSuchBucket, refused.Code);
        Assert.Empty(await NamesAsync(others));

        await others.CreateBucketAsync(TestStore.Bucket, default);
        await others.PutAsync(TestStore.At("in.csv"), "theirs"u8.ToArray(), default);

        Assert.Equal("ours", await _tests.GetAsync("in.csv"));
        Assert.Equal(6, (await others.HeadAsync(TestStore.At("in.csv"), default)).Size);
        Assert.Equal("theirs", File.ReadAllText(Path.Combine(_tests.Root, $"@{Other}", "tests", "in.csv")));
        Assert.Equal(["tests"], await NamesAsync(_tests.Store));
        Assert.Equal(["tests"], await NamesAsync(_tests.Open().For(Other)));
    }

    [Fact]
    public void An_account_has_one_store_and_the_first_one_that_which_was_opened()
    {
        Assert.Same(_tests.Store.For(Other), _tests.Store.For(Other));
        Assert.Same(_tests.Store, _tests.Store.For(AccountId.Default));
    }

    public void Dispose() => _tests.Dispose();

    private static async Task<IEnumerable<string>> NamesAsync(IObjectStore store, string after = "", int most = 10) =>
        (await store.ListBucketsAsync(after, most, default)).Select(bucket => bucket.Value);
}
