import time
def test_try(town, bare):
    import requests
    print(requests.get(town.url).status_code)
