"""What stands between the network and the page: whom the server answers, what it takes and gives, and whose turn it is.

guard    the first to see a request: routes, sizes, headers      hosts     the names that the server answers to
bodies   what a request carries                                  visitors  who asks
queueing whose call is taken next                                uploads, downloads  files that come and go
"""
