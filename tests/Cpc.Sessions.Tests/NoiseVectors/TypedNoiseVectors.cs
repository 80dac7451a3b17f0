using System.Text.Json;

namespace Cpc.Sessions.Tests;

/// <summary>Two vectors for machines without the file.</summary>
internal static class TypedNoiseVectors
{
    /// <summary>noise-c-basic's vector of our first contact.</summary>
    public const string XX = """
        {
          "protocol_name": "Noise_XX_25519_ChaChaPoly_BLAKE2b",
          "init_prologue": "50726f6c6f677565313233",
          "init_static": "e61ef9919cde45dd5f82166404bd08e38bceb5dfdfded0a34c8df7ed542214d1",
          "init_ephemeral": "893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a",
          "resp_prologue": "50726f6c6f677565313233",
          "resp_static": "4a3acbfdb163dec651dfa3194dece676d437029c62a408b4c5ea9114246e4893",
          "resp_ephemeral": "bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b",
          "handshake_hash": "7f6b8a1de1faf8b5e153ded74c950d09c5caf62a8e2eeb73277671d4e65ef9ca2421a748a4af050284fa6f3eb40bb77f4ace99b7f3ea01db2953233a546a72d2",
          "messages": [
            {
              "payload": "4c756477696720766f6e204d69736573",
              "ciphertext": "ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c79444c756477696720766f6e204d69736573"
            },
            {
              "payload": "4d757272617920526f746862617264",
              "ciphertext": "95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f1448088430505b6745ce64a5f33f0e8e3b83f11ce8802bca507f4f2d8b564dbe277e1966157671ea3b8853f41ae9fb01b5198b7355056ae1319469b824a98d54bbaa82c264bbb329d7b104cdeeda568b40a097c"
            },
            {
              "payload": "462e20412e20486179656b",
              "ciphertext": "99579e1c1ee15e422a57ddd6b16d37087b17558e8369c18991b4b2ca3a824abf55433b8625300437ffbe733f1c6cf40b2de039eaaf156775e2d58021e5d46b9cb99b280c73026b50f27736"
            },
            {
              "payload": "4361726c204d656e676572",
              "ciphertext": "fc56eea290b3f3a21aac0c70cd5787b5ee99be37d2f4d751329b55"
            },
            {
              "payload": "4a65616e2d426170746973746520536179",
              "ciphertext": "bb31c9da10d5639a4cdb88a12f5c61de41bbc7df09bf75d94f8184fe4157f5c68f"
            },
            {
              "payload": "457567656e2042f6686d20766f6e2042617765726b",
              "ciphertext": "f6199cadb152fb27f82be0a0891ec76a33598ae92a46cab2fb5a8ed5bf48b7f267f8370af7"
            }
          ]
        }
        """;

    /// <summary>Noise.NET's vector of KKpsk0+psk2: the nearest to our rotation, since none of KKpsk0 is published.</summary>
    public const string KKPsk0Psk2 = """
        {
          "protocol_name": "Noise_KKpsk0+psk2_25519_ChaChaPoly_BLAKE2b",
          "init_prologue": "5468657265206973206e6f20726967687420616e642077726f6e672e2054686572652773206f6e6c792066756e20616e6420626f72696e672e",
          "init_psks": [
            "e8792741033281d2b635e4e498086b0a6fffbacf6b90926b0514885b072d85ff",
            "451155d1dc3d22ba35250bbcdeb0a73116c77adb468aacd9c03ef0851e882730"
          ],
          "init_static": "182634a3d2633656f3ac89423f90fc46659029d5eedf4d6bc92524bd5fdc016b",
          "init_ephemeral": "f0204c221d0df0892377e47817e88457dede5a1edf4ef6605622836a023d1d7d",
          "init_remote_static": "61ebd65c8b802f72f73b40227ea35b9697d9e00c48d32c2474d1556dfdb0af08",
          "resp_prologue": "5468657265206973206e6f20726967687420616e642077726f6e672e2054686572652773206f6e6c792066756e20616e6420626f72696e672e",
          "resp_psks": [
            "e8792741033281d2b635e4e498086b0a6fffbacf6b90926b0514885b072d85ff",
            "451155d1dc3d22ba35250bbcdeb0a73116c77adb468aacd9c03ef0851e882730"
          ],
          "resp_static": "c0514bc14d22eb9c0b2e003ab45929dd5f454aba69cde4784a3e2dbab6a00270",
          "resp_ephemeral": "e84ce7e5a6141827972cf275b2afeba2394e31aefdcbb280aeaed5ef14f1df53",
          "resp_remote_static": "56f41b65aa0335655e468f220929e130eacf1eec94466e4ab5e7d7e1a2a0223e",
          "messages": [
            {
              "payload": "e1eee2836c245954cf7380833e01ba74dee1588c660ddd0f68b3236ac9790424",
              "ciphertext": "4aca7768983d76f93a1a9660bf45d02d581d2c625d36a5f7d1aca3fe22c1973cfef1bb148971173dfe8e8d9ecfbce69654a78b600fb74d4090a8201ae9d31a09905c2479ec7cb518055dfae41928c1bf"
            },
            {
              "payload": "aed977afd34d6f5c956338f1810266e2d8f90ae2e6b51dbd53609beaa3eabeeb",
              "ciphertext": "7bb906c3a9481f2ced7cf254d65c490d7d3b860833ec73c289e94dd45159652eb1022139c40872cf19f73693e224a3518ae15f27682ce6255da2086d06d79f5e56bbee729909ec5c48ea0e21e72d4952"
            }
          ]
        }
        """;

    public static NoiseVector Parse(string json) => new(JsonDocument.Parse(json).RootElement);
}
